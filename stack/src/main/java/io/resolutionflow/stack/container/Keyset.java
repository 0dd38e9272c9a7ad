package io.resolutionflow.stack.container;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A Tink keyset in JSON with one AES-256-GCM key, as services outside the local profile want it
 * mounted.
 */
final class Keyset {

    private static final int KEY_BYTES = 32;
    // the protocol buffer AesGcmKey: field 3, the key itself
    private static final byte FIELD_KEY_VALUE = 0x1a;

    private Keyset() {}

    static String fresh(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        int id = random.nextInt(1, Integer.MAX_VALUE);
        byte[] message =
                ByteBuffer.allocate(KEY_BYTES + 2)
                        .put(FIELD_KEY_VALUE)
                        .put((byte) KEY_BYTES)
                        .put(key)
                        .array();
        return """
        {"primaryKeyId": %1$d,
         "key": [{"keyData": {"typeUrl": "type.googleapis.com/google.crypto.tink.AesGcmKey",
                              "value": "%2$s", "keyMaterialType": "SYMMETRIC"},
                  "status": "ENABLED", "keyId": %1$d, "outputPrefixType": "TINK"}]}
        """
                .formatted(id, Base64.getEncoder().encodeToString(message));
    }
}

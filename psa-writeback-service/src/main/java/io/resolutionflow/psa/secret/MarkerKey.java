package io.resolutionflow.psa.secret;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key note markers are made with; outsiders cannot guess a marker from ids. */
public final class MarkerKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    public MarkerKey(byte[] key) {
        this.key = key.clone();
    }

    public byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}

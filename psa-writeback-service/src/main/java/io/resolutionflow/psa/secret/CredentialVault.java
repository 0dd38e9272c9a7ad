package io.resolutionflow.psa.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals credentials with an AEAD whose associated data names account and row (contract-psa §3): a
 * ciphertext copied to another row or account does not open there.
 */
public class CredentialVault {

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private final KeysetHandle keyset;
    private final Aead aead;
    private final JsonMapper json;

    public CredentialVault(KeysetHandle keyset, JsonMapper json) {
        this.keyset = keyset;
        this.json = json;
        try {
            this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keyset for credentials is not usable", e);
        }
    }

    public SealedCredentials seal(UUID account, UUID connection, Credentials credentials) {
        var plain = new LinkedHashMap<String, String>();
        credentials.fields().forEach((name, secret) -> plain.put(name, secret.reveal()));
        try {
            byte[] sealed =
                    aead.encrypt(
                            json.writeValueAsBytes(plain), associatedData(account, connection));
            return new SealedCredentials(sealed, keyset.getPrimary().getId());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("credentials could not be sealed", e);
        }
    }

    /**
     * @throws UnreadableCredentials when the ciphertext does not belong to this row
     */
    public Credentials open(UUID account, UUID connection, byte[] ciphertext) {
        try {
            var plain =
                    json.readValue(
                            aead.decrypt(ciphertext, associatedData(account, connection)), FIELDS);
            var fields = new LinkedHashMap<String, Secret>();
            plain.forEach((name, value) -> fields.put(name, new Secret(value)));
            return new Credentials(fields);
        } catch (GeneralSecurityException e) {
            throw new UnreadableCredentials(e);
        }
    }

    private static byte[] associatedData(UUID account, UUID connection) {
        return ("psa_connection|credentials|" + account + "|" + connection)
                .getBytes(StandardCharsets.UTF_8);
    }
}

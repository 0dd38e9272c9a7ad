package io.resolutionflow.psa.secret;

import io.resolutionflow.platform.secret.Sealed;
import io.resolutionflow.platform.secret.UnreadableSecret;
import io.resolutionflow.platform.secret.Vault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals the credentials of a connection, bound to account and row (contract-psa §3): a ciphertext
 * copied to another row or account does not open there.
 */
public class CredentialVault {

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private final Vault vault;
    private final JsonMapper json;

    public CredentialVault(Vault vault, JsonMapper json) {
        this.vault = vault;
        this.json = json;
    }

    /** The key that new credentials are sealed with; rows of another one wait to be sealed anew. */
    public long primaryKeyId() {
        return vault.primaryKeyId();
    }

    public Sealed seal(UUID account, UUID connection, Credentials credentials) {
        var plain = new LinkedHashMap<String, String>();
        credentials.fields().forEach((name, secret) -> plain.put(name, secret.reveal()));
        return vault.seal(owner(account, connection), json.writeValueAsBytes(plain));
    }

    /**
     * @throws UnreadableSecret when the ciphertext does not belong to this row
     */
    public Credentials open(UUID account, UUID connection, byte[] ciphertext) {
        var plain = json.readValue(vault.open(owner(account, connection), ciphertext), FIELDS);
        var fields = new LinkedHashMap<String, Secret>();
        plain.forEach((name, value) -> fields.put(name, new Secret(value)));
        return new Credentials(fields);
    }

    private static String owner(UUID account, UUID connection) {
        return "psa_connection|credentials|" + account + "|" + connection;
    }
}

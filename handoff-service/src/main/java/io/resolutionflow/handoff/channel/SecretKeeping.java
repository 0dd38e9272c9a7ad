package io.resolutionflow.handoff.channel;

import io.resolutionflow.platform.secret.Sealed;
import io.resolutionflow.platform.secret.Vault;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Seals a channel's secrets to its account and row, and makes signing secrets. */
@Component
public class SecretKeeping {

    private static final int SECRET_BYTES = 32;

    private final Vault vault;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    SecretKeeping(Vault vault, JsonMapper json) {
        this.vault = vault;
        this.json = json;
    }

    Sealed seal(UUID channelId, ChannelSecrets secrets) {
        return vault.seal(owner(channelId), json.writeValueAsBytes(secrets));
    }

    /**
     * @throws io.resolutionflow.platform.secret.UnreadableSecret when it was not sealed for this
     *     row
     */
    ChannelSecrets open(UUID channelId, byte[] ciphertext) {
        return json.readValue(vault.open(owner(channelId), ciphertext), ChannelSecrets.class);
    }

    long currentKey() {
        return vault.primaryKeyId();
    }

    String newSigningSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private static String owner(UUID channelId) {
        return "notification_channel|secrets|" + TenantContext.required() + "|" + channelId;
    }
}

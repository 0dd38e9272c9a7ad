package io.resolutionflow.handoff.delivery.client;

import io.resolutionflow.handoff.channel.ChannelSecrets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs webhooks (contract-handoffs §7.2): HMAC-SHA256 over id, time and body, with the old secret
 * too while it is valid.
 */
final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    static Map<String, String> headers(
            ChannelSecrets secrets, UUID deliveryId, Instant now, byte[] body) {
        String timestamp = Long.toString(now.getEpochSecond());
        String signature = sign(secrets.signingSecret(), deliveryId, timestamp, body);
        Instant until = secrets.previousValidUntil();
        if (secrets.previousSecret() != null && until != null && now.isBefore(until)) {
            signature += " " + sign(secrets.previousSecret(), deliveryId, timestamp, body);
        }
        return Map.of(
                "webhook-id",
                deliveryId.toString(),
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                signature);
    }

    private static String sign(@Nullable String secret, UUID id, String timestamp, byte[] body) {
        if (secret == null) {
            throw new IllegalStateException("a webhook has a signing secret");
        }
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.resolutionflow.session.upload;

import io.resolutionflow.platform.security.SecurityProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Links into the built-in store. They are opened with the bearer token like everything else; the
 * signature only makes them end.
 */
@Component
class UploadLinks {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "upload links";

    private final SecretKeySpec key;
    private final Clock clock;

    /** Without a secret of their own, links are signed from the one this service signs in with. */
    UploadLinks(UploadProperties properties, SecurityProperties security, Clock clock) {
        String secret =
                properties.signingSecret().isEmpty()
                        ? security.clientSecret()
                        : properties.signingSecret();
        this.key =
                new SecretKeySpec(
                        mac(new SecretKeySpec(bytes("key:" + secret), ALGORITHM), PURPOSE),
                        ALGORITHM);
        this.clock = clock;
    }

    URI to(Upload upload, Instant until) {
        long end = until.getEpochSecond();
        return URI.create(
                "/api/v1/uploads/"
                        + upload.id()
                        + "/content?exp="
                        + end
                        + "&sig="
                        + signature(upload, end));
    }

    boolean valid(Upload upload, long until, String signature) {
        return clock.instant().getEpochSecond() < until
                && MessageDigest.isEqual(bytes(signature(upload, until)), bytes(signature));
    }

    private String signature(Upload upload, long until) {
        byte[] mac = mac(key, upload.accountId() + ":" + upload.id() + ":" + until);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.resolutionflow.gateway.identity;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param issuerUri the {@code iss} every token must carry; also told to the browser app
 * @param jwkSetUri where the signing keys are, when not at the issuer's usual place
 */
@ConfigurationProperties("rf.security")
public record IdentityProperties(String issuerUri, @Nullable URI jwkSetUri) {

    URI keys() {
        return jwkSetUri != null
                ? jwkSetUri
                : URI.create(issuerUri + "/protocol/openid-connect/certs");
    }
}

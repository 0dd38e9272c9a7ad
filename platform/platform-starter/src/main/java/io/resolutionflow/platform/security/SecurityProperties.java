package io.resolutionflow.platform.security;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param issuerUri the {@code iss} every token must carry
 * @param jwkSetUri where the signing keys are, when not at the issuer's usual place
 * @param clientSecret secret of this service's own client, for background work
 */
@ConfigurationProperties("rf.security")
public record SecurityProperties(String issuerUri, @Nullable URI jwkSetUri, String clientSecret) {

    public URI keys() {
        return jwkSetUri != null
                ? jwkSetUri
                : URI.create(issuerUri + "/protocol/openid-connect/certs");
    }

    public URI tokenEndpoint() {
        return URI.create(issuerUri + "/protocol/openid-connect/token");
    }
}

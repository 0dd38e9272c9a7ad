package io.resolutionflow.platform.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Builds the one token check that the gateway and every service make: signature, algorithm list,
 * type, issuer, audience, times with 30 s skew.
 */
public final class TokenVerifier {

    public static final String AUDIENCE = "resolutionflow-api";

    /**
     * Error code of a token that is sound but out of date; everything else is {@code
     * token_invalid}.
     */
    public static final String EXPIRED = "token_expired";

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private TokenVerifier() {}

    public static NimbusJwtDecoder decoder(String issuer, JWKSource<SecurityContext> keys) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        List.of(
                                new JwtIssuerValidator(issuer),
                                audience(),
                                accessTokenOnly(),
                                expiry(),
                                new JwtTimestampValidator(CLOCK_SKEW))));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> audience() {
        return jwt ->
                jwt.getAudience() != null && jwt.getAudience().contains(AUDIENCE)
                        ? OAuth2TokenValidatorResult.success()
                        : failure("token_invalid", "The token is not meant for this service.");
    }

    /**
     * Keycloak marks access tokens {@code typ: Bearer}; an id or refresh token must not pass for
     * one.
     */
    private static OAuth2TokenValidator<Jwt> accessTokenOnly() {
        return jwt -> {
            Object type = jwt.getClaims().get("typ");
            return type == null || "Bearer".equals(type)
                    ? OAuth2TokenValidatorResult.success()
                    : failure("token_invalid", "The token is not an access token.");
        };
    }

    private static OAuth2TokenValidator<Jwt> expiry() {
        return jwt -> {
            if (jwt.getExpiresAt() == null) {
                return failure("token_invalid", "The token never expires.");
            }
            return isExpired(jwt, Instant.now())
                    ? failure(EXPIRED, "The token has expired.")
                    : OAuth2TokenValidatorResult.success();
        };
    }

    /** Whether its time is over at that moment, the skew allowed for. */
    public static boolean isExpired(Jwt token, Instant at) {
        Instant expires = token.getExpiresAt();
        return expires == null || expires.plus(CLOCK_SKEW).isBefore(at);
    }

    private static OAuth2TokenValidatorResult failure(String code, String description) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(code, description, null));
    }
}

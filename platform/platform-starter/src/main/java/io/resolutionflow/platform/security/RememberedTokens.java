package io.resolutionflow.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.resolutionflow.platform.identity.TokenVerifier;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers a sound token for a minute, as the gateway does (ADR 8): a person and a service send
 * the same one again and again, and its signature was a tenth of a model call. Its expiry is
 * compared at every use; a signing key that was withdrawn is refused a minute later at most.
 */
final class RememberedTokens implements JwtDecoder {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final long MAX_REMEMBERED = 5_000;

    private final JwtDecoder verifier;
    private final InstantSource clock;
    private final Cache<String, Jwt> sound =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(REMEMBERED).build();

    RememberedTokens(JwtDecoder verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = sound.getIfPresent(token);
        if (known != null && !TokenVerifier.isExpired(known, clock.instant())) {
            return known;
        }
        Jwt verified = verifier.decode(token);
        sound.put(token, verified);
        return verified;
    }
}

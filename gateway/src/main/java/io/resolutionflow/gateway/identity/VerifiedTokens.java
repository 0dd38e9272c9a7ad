package io.resolutionflow.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.resolutionflow.platform.identity.CallerClaims;
import io.resolutionflow.platform.identity.TokenVerifier;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Verifies tokens, and remembers a sound one for a minute: a signature check costs more than all
 * the rest of a request. Times are compared at every use, so an expired token is refused the moment
 * it expires; a signing key that was withdrawn is refused a minute later at most.
 */
class VerifiedTokens implements ReactiveAuthenticationManager {

    private static final Logger log = LoggerFactory.getLogger(VerifiedTokens.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final long MAX_REMEMBERED = 20_000;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final long KEYS_BACK_SECONDS = 5;

    private final JwtDecoder decoder;
    private final Cache<String, SignedIn> sound =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(REMEMBERED).build();

    VerifiedTokens(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Mono<Authentication> authenticate(Authentication request) {
        String token = ((BearerTokenAuthenticationToken) request).getToken();
        SignedIn known = sound.getIfPresent(token);
        if (known != null) {
            return known.expires().plus(CLOCK_SKEW).isBefore(Instant.now())
                    ? Mono.error(new RefusedToken(expired()))
                    : Mono.just(known);
        }
        // may fetch keys: not on the event loop
        return Mono.<Authentication>fromCallable(() -> verify(token))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private SignedIn verify(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            var signedIn =
                    new SignedIn(
                            CallerClaims.read(jwt.getClaims(), token),
                            CallerClaims.roles(jwt.getClaims()),
                            jwt.getExpiresAt() == null ? Instant.MIN : jwt.getExpiresAt());
            sound.put(token, signedIn);
            return signedIn;
        } catch (JwtValidationException e) {
            boolean late =
                    e.getErrors().stream()
                            .anyMatch(error -> error.getErrorCode().equals(TokenVerifier.EXPIRED));
            log.atDebug().setCause(e).log("token refused");
            throw new RefusedToken(late ? expired() : invalid());
        } catch (BadJwtException | IllegalArgumentException e) {
            log.atDebug().setCause(e).log("token refused");
            throw new RefusedToken(invalid());
        } catch (JwtException e) {
            log.atWarn().setCause(e).log("no signing keys to check a token with");
            throw new RefusedToken(
                    DomainException.unavailable(
                            "Sign-ins cannot be checked just now. Try again.", KEYS_BACK_SECONDS));
        }
    }

    static DomainException invalid() {
        return new DomainException(
                401, "token_invalid", "Your sign-in is not valid here. Sign in again.");
    }

    private static DomainException expired() {
        return new DomainException(
                401, TokenVerifier.EXPIRED, "Your sign-in has expired. Sign in again.");
    }
}

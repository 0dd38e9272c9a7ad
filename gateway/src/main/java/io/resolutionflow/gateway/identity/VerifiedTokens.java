package io.resolutionflow.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.resolutionflow.platform.identity.CallerClaims;
import io.resolutionflow.platform.identity.TokenKeys;
import io.resolutionflow.platform.identity.TokenVerifier;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Verifies tokens, and remembers a sound one for a minute: a signature check costs more than all
 * the rest of a request. Times are compared at every use, so an expired token is refused the moment
 * it expires; a signing key that was withdrawn is refused a minute later at most.
 */
@Component
class VerifiedTokens {

    private static final Logger log = LoggerFactory.getLogger(VerifiedTokens.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final long MAX_REMEMBERED = 20_000;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final long KEYS_BACK_SECONDS = 5;

    private final JwtDecoder decoder;
    private final Cache<String, SignedIn> sound =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(REMEMBERED).build();

    VerifiedTokens(IdentityProperties identity) {
        this.decoder = TokenVerifier.decoder(identity.issuerUri(), TokenKeys.from(identity.keys()));
    }

    /**
     * A token that was sound a moment ago and may have expired since; null when it is not known.
     */
    @Nullable SignedIn known(String token) {
        return sound.getIfPresent(token);
    }

    /**
     * @return {@link DomainException} 401 {@code token_invalid} or {@code token_expired}, 503 while
     *     there are no keys to check with
     */
    Mono<SignedIn> verified(String token) {
        // may fetch keys: not on the event loop
        return Mono.fromCallable(() -> verify(token)).subscribeOn(Schedulers.boundedElastic());
    }

    private SignedIn verify(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            Instant expires = jwt.getExpiresAt() == null ? Instant.EPOCH : jwt.getExpiresAt();
            SignedIn signedIn =
                    SignedIn.of(
                            CallerClaims.read(jwt.getClaims(), token),
                            CallerClaims.roles(jwt.getClaims()),
                            expires.plus(CLOCK_SKEW));
            sound.put(token, signedIn);
            return signedIn;
        } catch (JwtValidationException e) {
            boolean late =
                    e.getErrors().stream()
                            .anyMatch(error -> error.getErrorCode().equals(TokenVerifier.EXPIRED));
            log.atDebug().setCause(e).log("token refused");
            throw late ? expired() : invalid();
        } catch (BadJwtException | IllegalArgumentException e) {
            log.atDebug().setCause(e).log("token refused");
            throw invalid();
        } catch (JwtException e) {
            log.atWarn().setCause(e).log("no signing keys to check a token with");
            throw DomainException.unavailable(
                    "Sign-ins cannot be checked just now. Try again.", KEYS_BACK_SECONDS);
        }
    }

    static DomainException invalid() {
        return new DomainException(
                401, "token_invalid", "Your sign-in is not valid here. Sign in again.");
    }

    static DomainException expired() {
        return new DomainException(
                401, TokenVerifier.EXPIRED, "Your sign-in has expired. Sign in again.");
    }
}

package io.resolutionflow.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Counts refused sign-ins per client address: past the limit the answer is 429 instead of 401.
 * Somebody with a valid token behind the same address is never refused by it ({@link RateLimit}
 * counts those per user). The address is the connection's own; forwarded ones are not trusted.
 */
@Component
public class AnonymousLimit {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 100_000;

    private final long perMinute;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(MAX_ADDRESSES)
                    .expireAfterAccess(MINUTE.multipliedBy(2))
                    .build();

    AnonymousLimit(LimitProperties properties) {
        this.perMinute =
                Math.max(1, Math.round(properties.anonymousPerMinute() * properties.factor()));
    }

    /** Takes one refusal from the address; 429 {@code rate_limited} when it has used up its own. */
    public Optional<DomainException> refused(ServerWebExchange exchange) {
        var remote = exchange.getRequest().getRemoteAddress();
        String address = remote == null ? "unknown" : remote.getHostString();
        if (buckets.get(address, key -> bucket()).tryConsume(1)) {
            return Optional.empty();
        }
        long seconds = Math.max(1, MINUTE.toSeconds() / perMinute);
        return Optional.of(
                new DomainException(
                                429,
                                "rate_limited",
                                "Too many requests without a valid sign-in. Wait a moment.")
                        .retryAfter(seconds));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(
                        Bandwidth.builder()
                                .capacity(perMinute)
                                .refillGreedy(perMinute, MINUTE)
                                .build())
                .build();
    }
}

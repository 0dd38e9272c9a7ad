package io.resolutionflow.gateway.limit;

import io.resolutionflow.gateway.limit.RateStore.Taken;
import io.resolutionflow.platform.problem.DomainException;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Counts API requests without a valid token per client address: past the limit the answer is 429
 * instead of 401 or 404. Somebody with a valid token behind the same address is never refused by it
 * ({@link RateLimit} counts those per user).
 */
@Component
public class AnonymousLimit {

    private static final long MAX_ADDRESSES = 100_000;

    private final long perMinute;
    private final LocalRates addresses = new LocalRates(MAX_ADDRESSES);

    AnonymousLimit(LimitProperties properties) {
        this.perMinute =
                Math.max(1, Math.round(properties.anonymousPerMinute() * properties.factor()));
    }

    /** Takes one request from the address; 429 {@code rate_limited} when it has used up its own. */
    public Optional<DomainException> refused(ServerWebExchange exchange) {
        Taken taken = addresses.takeNow(ClientAddress.of(exchange), perMinute);
        if (taken.allowed()) {
            return Optional.empty();
        }
        return Optional.of(
                new DomainException(
                                429,
                                "rate_limited",
                                "Too many requests without a valid sign-in. Wait a moment.")
                        .retryAfter(taken.waitSeconds()));
    }
}

package io.resolutionflow.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.resolutionflow.gateway.limit.RateRules.Rate;
import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Token bucket per (account, user, route rule), in this process; {@code RateLimit-*} on every
 * limited route.
 */
@Component
class RateLimit implements GlobalFilter, Ordered {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MAX_BUCKETS = 200_000;

    private final RateRules rules;
    private final Problems problems;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(MAX_BUCKETS)
                    .expireAfterAccess(MINUTE.multipliedBy(2))
                    .build();

    RateLimit(RateRules rules, Problems problems) {
        this.rules = rules;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return -150;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Caller caller = exchange.getRequiredAttribute(Caller.class.getName());
        var request = exchange.getRequest();
        Rate rate = rules.find(request.getMethod(), request.getPath());
        String key = caller.accountId() + "/" + caller.userId() + "/" + rate.name();
        var probe = buckets.get(key, k -> bucket(rate.perMinute())).tryConsumeAndReturnRemaining(1);
        long wait =
                Math.max(
                        1,
                        Duration.ofNanos(probe.getNanosToWaitForRefill())
                                .plusMillis(999)
                                .toSeconds());
        var headers = exchange.getResponse().getHeaders();
        headers.set("RateLimit-Limit", Long.toString(rate.perMinute()));
        headers.set("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        headers.set(
                "RateLimit-Reset", Long.toString(probe.isConsumed() ? MINUTE.toSeconds() : wait));
        if (probe.isConsumed()) {
            return chain.filter(exchange);
        }
        return problems.write(
                exchange,
                new DomainException(
                                429,
                                "rate_limited",
                                "Too many requests of this kind in a minute. Wait a moment.")
                        .retryAfter(wait));
    }

    private static Bucket bucket(long perMinute) {
        return Bucket.builder()
                .addLimit(
                        Bandwidth.builder()
                                .capacity(perMinute)
                                .refillGreedy(perMinute, MINUTE)
                                .build())
                .build();
    }
}

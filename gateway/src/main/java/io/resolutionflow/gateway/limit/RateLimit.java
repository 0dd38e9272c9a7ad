package io.resolutionflow.gateway.limit;

import io.resolutionflow.gateway.limit.RateRules.Rate;
import io.resolutionflow.gateway.limit.RateStore.Taken;
import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.gateway.route.Destination;
import io.resolutionflow.gateway.route.RouteTable;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Token bucket per (account, user, route rule); {@code RateLimit-*} on every limited route. When
 * the shared store is lost, everything is let through but the AI routes: those cost money.
 */
@Component
class RateLimit implements GlobalFilter, Ordered {

    private static final Logger log = LoggerFactory.getLogger(RateLimit.class);
    private static final long STORE_BACK_SECONDS = 5;

    private final RateRules rules;
    private final RateStore store;
    private final RouteTable routes;
    private final Problems problems;

    RateLimit(RateRules rules, RateStore store, RouteTable routes, Problems problems) {
        this.rules = rules;
        this.store = store;
        this.routes = routes;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return -150;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Caller caller = exchange.getRequiredAttribute(Caller.class.getName());
        Rate rate = rules.find(exchange);
        String bucket = caller.accountId() + "/" + caller.userId() + "/" + rate.name();
        if (store instanceof LocalRates local) {
            return decided(exchange, chain, rate, local.takeNow(bucket, rate.perMinute()));
        }
        return store.take(bucket, rate.perMinute())
                .map(taken -> decided(exchange, chain, rate, taken))
                .onErrorResume(lost -> Mono.just(withoutStore(exchange, chain, lost)))
                .flatMap(decision -> decision);
    }

    private Mono<Void> decided(
            ServerWebExchange exchange, GatewayFilterChain chain, Rate rate, Taken taken) {
        var headers = exchange.getResponse().getHeaders();
        headers.set("RateLimit-Limit", Long.toString(rate.perMinute()));
        headers.set("RateLimit-Remaining", Long.toString(taken.remaining()));
        headers.set("RateLimit-Reset", Long.toString(fullIn(rate, taken)));
        if (taken.allowed()) {
            return chain.filter(exchange);
        }
        return problems.write(
                exchange,
                new DomainException(
                                429,
                                "rate_limited",
                                "Too many requests of this kind in a minute. Wait a moment.")
                        .retryAfter(taken.waitSeconds()));
    }

    /** Seconds until the next request is allowed, or until the whole rate is there again. */
    private static long fullIn(Rate rate, Taken taken) {
        if (!taken.allowed()) {
            return taken.waitSeconds();
        }
        long used = Math.max(0, rate.perMinute() - taken.remaining());
        return (used * 60 + rate.perMinute() - 1) / rate.perMinute();
    }

    private Mono<Void> withoutStore(
            ServerWebExchange exchange, GatewayFilterChain chain, Throwable lost) {
        log.atWarn()
                .addKeyValue("reason", lost.getClass().getSimpleName())
                .log("the shared store of rates is lost");
        if (routes.find(exchange).map(Destination::ai).orElse(false)) {
            return problems.write(
                    exchange,
                    DomainException.unavailable(
                            "Requests to the assistant cannot be counted just now. Try again.",
                            STORE_BACK_SECONDS));
        }
        return chain.filter(exchange);
    }
}

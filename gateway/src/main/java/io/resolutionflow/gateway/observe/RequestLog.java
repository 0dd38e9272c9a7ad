package io.resolutionflow.gateway.observe;

import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.gateway.request.EditableRequest;
import io.resolutionflow.platform.identity.Caller;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * One JSON line a request, and a request id for each: the caller's when it is a UUID, else a new
 * one. Never a query, token or body.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RequestLog implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger("access");
    private static final String REQUEST_ID = "X-Request-Id";

    private final Problems problems;

    RequestLog(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        String id = requestId(exchange.getRequest().getHeaders().getFirst(REQUEST_ID));
        exchange.getResponse().getHeaders().set(REQUEST_ID, id);
        String traceId = problems.traceId(exchange);
        EditableRequest.headers(exchange).set(REQUEST_ID, id);
        return chain.filter(exchange).doFinally(signal -> write(exchange, start, traceId));
    }

    private static void write(ServerWebExchange exchange, long start, String traceId) {
        var path = exchange.getRequest().getPath().value();
        if (!path.startsWith("/api/")) {
            return;
        }
        Caller caller = exchange.getAttribute(Caller.class.getName());
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        var status = exchange.getResponse().getStatusCode();
        log.atInfo()
                .addKeyValue("method", exchange.getRequest().getMethod().name())
                .addKeyValue("route", route == null ? "unmatched" : route.getId())
                .addKeyValue("path", path)
                .addKeyValue("status", status == null ? 0 : status.value())
                .addKeyValue("duration_ms", Duration.ofNanos(System.nanoTime() - start).toMillis())
                .addKeyValue("account_id", caller == null ? null : caller.accountId())
                .addKeyValue("user_id", caller == null ? null : caller.userId())
                .addKeyValue("traceId", traceId)
                .log("request answered");
    }

    private static String requestId(@Nullable String given) {
        try {
            return given == null ? UUID.randomUUID().toString() : UUID.fromString(given).toString();
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID().toString();
        }
    }
}

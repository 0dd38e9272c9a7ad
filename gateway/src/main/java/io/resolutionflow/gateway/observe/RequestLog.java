package io.resolutionflow.gateway.observe;

import io.resolutionflow.gateway.request.OutgoingHeaders;
import io.resolutionflow.gateway.request.RequestTrace;
import io.resolutionflow.gateway.route.Destination;
import io.resolutionflow.gateway.route.RouteTable;
import io.resolutionflow.platform.identity.Caller;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final String NO_ROUTE = "unmatched";

    private final RouteTable routes;
    private final RouteMeters meters;

    RequestLog(RouteTable routes, RouteMeters meters) {
        this.routes = routes;
        this.meters = meters;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        String id = requestId(exchange.getRequest().getHeaders().getFirst(REQUEST_ID));
        exchange.getResponse().getHeaders().set(REQUEST_ID, id);
        OutgoingHeaders.of(exchange).set(REQUEST_ID, id);
        return chain.filter(exchange).doFinally(signal -> write(exchange, start));
    }

    private void write(ServerWebExchange exchange, long start) {
        long nanos = System.nanoTime() - start;
        String method = exchange.getRequest().getMethod().name();
        String route = routes.find(exchange).map(Destination::routeId).orElse(NO_ROUTE);
        var code = exchange.getResponse().getStatusCode();
        int status = code == null ? 0 : code.value();
        meters.answered(route, method, status, nanos);
        var path = exchange.getRequest().getPath().value();
        if (!path.startsWith("/api/")) {
            return;
        }
        Caller caller = exchange.getAttribute(Caller.class.getName());
        log.atInfo()
                .addKeyValue("method", method)
                .addKeyValue("route", route)
                .addKeyValue("path", path)
                .addKeyValue("status", status)
                .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(nanos))
                .addKeyValue("account_id", caller == null ? null : caller.accountId())
                .addKeyValue("user_id", caller == null ? null : caller.userId())
                .addKeyValue("traceId", RequestTrace.of(exchange).traceId())
                .log("request answered");
    }

    private static String requestId(@Nullable String given) {
        try {
            return given == null ? randomId() : UUID.fromString(given).toString();
        } catch (IllegalArgumentException e) {
            return randomId();
        }
    }

    /** Names a request, hides nothing: the secure generator would cost more than the rest. */
    private static String randomId() {
        var random = ThreadLocalRandom.current();
        long version4 = random.nextLong() & ~0xF000L | 0x4000L;
        long variant2 = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(version4, variant2).toString();
    }
}

package io.resolutionflow.gateway.route;

import io.resolutionflow.gateway.request.EditableRequest;
import io.resolutionflow.platform.identity.TenantHeaders;
import java.time.Clock;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tells the service until when somebody waits for the answer; a stream has no such moment. */
@Component
class Deadline implements GlobalFilter, Ordered {

    private final RouteTable routes;
    private final Clock clock;

    Deadline(RouteTable routes) {
        this.routes = routes;
        this.clock = Clock.systemUTC();
    }

    @Override
    public int getOrder() {
        return -60;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Duration answer = routes.find(exchange).map(Destination::answer).orElse(null);
        if (answer != null) {
            EditableRequest.headers(exchange)
                    .set(TenantHeaders.DEADLINE, Long.toString(clock.millis() + answer.toMillis()));
        }
        return chain.filter(exchange);
    }
}

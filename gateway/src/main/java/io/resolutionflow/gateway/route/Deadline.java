package io.resolutionflow.gateway.route;

import io.resolutionflow.gateway.request.EditableRequest;
import io.resolutionflow.platform.identity.TenantHeaders;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tells the service how long somebody waits for the answer; for a stream there is no such time. */
@Component
class Deadline implements GlobalFilter, Ordered {

    private final RouteTable routes;

    Deadline(RouteTable routes) {
        this.routes = routes;
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
                    .set(TenantHeaders.TIME_LEFT, Long.toString(answer.toMillis()));
        }
        return chain.filter(exchange);
    }
}

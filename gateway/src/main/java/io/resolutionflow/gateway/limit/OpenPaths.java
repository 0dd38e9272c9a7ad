package io.resolutionflow.gateway.limit;

import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.gateway.request.UnreadBody;
import io.resolutionflow.gateway.route.RouteTable;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * API paths that need no token count per client address: those that do not exist, and the API
 * reference. The app's own files do not count.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 25)
class OpenPaths implements WebFilter {

    private static final List<String> COUNTED = List.of("/api", "/internal", "/actuator");

    private final RouteTable routes;
    private final AnonymousLimit limit;
    private final Problems problems;

    OpenPaths(RouteTable routes, AnonymousLimit limit, Problems problems) {
        this.routes = routes;
        this.limit = limit;
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (routes.find(exchange).isPresent()) {
            return chain.filter(exchange);
        }
        String path = exchange.getRequest().getPath().value();
        if (COUNTED.stream().anyMatch(path::startsWith)) {
            var no = limit.refused(exchange);
            if (no.isPresent()) {
                return problems.write(exchange, no.get());
            }
        }
        return UnreadBody.drain(exchange).then(chain.filter(exchange));
    }
}

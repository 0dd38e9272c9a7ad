package io.resolutionflow.gateway.route;

import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds a request's route by one look into the table. Spring Cloud Gateway's own mapping asks the
 * predicate of each route in turn.
 */
@Component
class RouteMapping extends AbstractHandlerMapping {

    private final RouteTable table;
    private final Routes routes;
    private final FilteringWebHandler filters;

    RouteMapping(RouteTable table, Routes routes, FilteringWebHandler filters) {
        this.table = table;
        this.routes = routes;
        this.filters = filters;
        setOrder(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        return Mono.justOrEmpty(
                table.find(exchange)
                        .map(to -> {
                            exchange.getAttributes()
                                    .put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, routes.of(to));
                            return filters;
                        }));
    }
}

package io.resolutionflow.gateway.route;

import java.net.ConnectException;
import java.net.URI;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends a request to the process of the service whose turn it is. A repeated try gets another one.
 */
@Component
class Balancer implements GlobalFilter, Ordered {

    /** Right behind the filter that puts the route's host before the path. */
    private static final int ORDER = 10_050;

    private final ServiceAddresses addresses;

    Balancer(ServiceAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        URI address = addresses.next(String.valueOf(route.getMetadata().get(Routes.SERVICE)));
        URI asked = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        exchange.getAttributes()
                .put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, at(address, asked));
        return chain.filter(exchange)
                .doOnError(ConnectException.class, error -> addresses.unreachable(address));
    }

    /** The raw path and query as they came, at another address. */
    private static URI at(URI address, URI asked) {
        String query = asked.getRawQuery();
        return URI.create(
                address.getScheme()
                        + "://"
                        + address.getRawAuthority()
                        + asked.getRawPath()
                        + (query == null ? "" : "?" + query));
    }
}

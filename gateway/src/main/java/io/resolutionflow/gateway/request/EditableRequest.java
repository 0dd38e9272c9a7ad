package io.resolutionflow.gateway.request;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Copies the headers once, so that the filters behind can take some away and add some in place:
 * each {@code mutate()} would copy them again.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public class EditableRequest implements WebFilter {

    private static final String HEADERS = EditableRequest.class.getName();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = new HttpHeaders();
        headers.addAll(exchange.getRequest().getHeaders());
        exchange.getAttributes().put(HEADERS, headers);
        var request =
                new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public HttpHeaders getHeaders() {
                        return headers;
                    }
                };
        return chain.filter(exchange.mutate().request(request).build());
    }

    /** The headers that go on to the service. */
    public static HttpHeaders headers(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(HEADERS);
    }
}

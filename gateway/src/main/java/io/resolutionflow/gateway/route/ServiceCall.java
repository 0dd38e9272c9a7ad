package io.resolutionflow.gateway.route;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.resolutionflow.gateway.request.OutgoingHeaders;
import io.resolutionflow.gateway.request.RequestTrace;
import io.resolutionflow.gateway.request.UnreadBody;
import io.resolutionflow.platform.identity.TenantHeaders;
import java.net.ConnectException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Sends the request to the process of the service whose turn it is and its answer to the caller;
 * the end of the chain. In place of Spring Cloud Gateway's own pair of filters, which copies
 * headers five times and makes a client for every request (ADR 8).
 */
@Component
class ServiceCall implements GlobalFilter, Ordered {

    /** Up to this length an answer is written whole: one buffer and one write. */
    private static final long WHOLE_BYTES = 64 * 1024;

    private static final Set<String> ONE_CONNECTIONS_OWN =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    // set by the gateway before
                    "x-request-id");

    private final RouteTable routes;
    private final ServiceAddresses addresses;
    private final ServiceClients clients;

    ServiceCall(RouteTable routes, ServiceAddresses addresses, ServiceClients clients) {
        this.routes = routes;
        this.addresses = addresses;
        this.clients = clients;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Destination to = routes.find(exchange).orElseThrow();
        ServerHttpRequest request = exchange.getRequest();
        URI address = addresses.next(to.service());
        boolean repeatable = ServiceBreakers.REPEATABLE.contains(request.getMethod());
        HttpHeaders headers = headers(exchange, to);
        HttpClient.RequestSender call =
                clients.of(address, to.answer(), repeatable)
                        .headers(own -> own.set(headers))
                        .request(HttpMethod.valueOf(request.getMethod().name()))
                        .uri(target(request.getURI()));
        Mono<Void> answered =
                UnreadBody.isExpected(exchange)
                        ? call.send(body(request))
                                .response((answer, body) -> write(exchange, to, answer, body))
                                .then()
                        : UnreadBody.drain(exchange)
                                .thenMany(
                                        call.response((answer, body) ->
                                                write(exchange, to, answer, body)))
                                .then();
        return answered.doOnError(ConnectException.class, error -> addresses.unreachable(address));
    }

    /** What came, and what only the gateway says. */
    private static HttpHeaders headers(ServerWebExchange exchange, Destination to) {
        HttpHeaders headers = OutgoingHeaders.of(exchange);
        headers.set("traceparent", RequestTrace.of(exchange).traceParent());
        if (to.answer() != null) {
            // how long somebody waits; for a stream there is no such time
            headers.set(TenantHeaders.TIME_LEFT, Long.toString(to.answer().toMillis()));
        }
        return headers;
    }

    /** The raw path and query as they came. */
    private static String target(URI asked) {
        String query = asked.getRawQuery();
        return query == null ? asked.getRawPath() : asked.getRawPath() + "?" + query;
    }

    private static Flux<ByteBuf> body(ServerHttpRequest request) {
        return request.getBody().map(NettyDataBufferFactory::toByteBuf);
    }

    private static Mono<Void> write(
            ServerWebExchange exchange,
            Destination to,
            HttpClientResponse answer,
            ByteBufFlux body) {
        ServerHttpResponse response = exchange.getResponse();
        int status = answer.status().code();
        response.setRawStatusCode(status);
        HttpHeaders came = answer.responseHeaders();
        for (var each = came.iteratorAsString(); each.hasNext(); ) {
            Map.Entry<String, String> header = each.next();
            if (!ONE_CONNECTIONS_OWN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                response.getHeaders().add(header.getKey(), header.getValue());
            }
        }
        long length = length(came);
        if (length == 0 || status == 204 || status == 304 || isHead(exchange)) {
            return response.setComplete();
        }
        var buffers = (NettyDataBufferFactory) response.bufferFactory();
        if (to.stream()) {
            return response.writeAndFlushWith(
                    body.retain().map(piece -> Mono.<DataBuffer>just(buffers.wrap(piece))));
        }
        return length > 0 && length <= WHOLE_BYTES
                ? response.writeWith(body.aggregate().retain().map(buffers::wrap))
                : response.writeWith(body.retain().map(buffers::wrap));
    }

    private static boolean isHead(ServerWebExchange exchange) {
        return org.springframework.http.HttpMethod.HEAD.equals(exchange.getRequest().getMethod());
    }

    /** -1 when the service does not know it ahead. */
    private static long length(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length.strip());
    }
}

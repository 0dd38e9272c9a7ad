package io.resolutionflow.gateway.route;

import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.platform.problem.DomainException;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Completes streams when the gateway is told to stop: they never end by themselves, and the server
 * would wait for them until its time is over. Clients resume at another replica.
 */
@Component
class StreamStop implements GlobalFilter, Ordered, SmartLifecycle {

    /** Before the server's own graceful stop, which waits for requests under way. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private static final long RETRY_SECONDS = 1;

    private final RouteTable routes;
    private final Problems problems;
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean running;

    StreamStop(RouteTable routes, Problems problems) {
        this.routes = routes;
        this.problems = problems;
    }

    /** Outside of the filter that writes the answer. */
    @Override
    public int getOrder() {
        return -55;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (routes.find(exchange).map(Destination::stream).orElse(false)) {
            var ending = new Ending(exchange.getResponse(), stopping.asMono());
            return chain.filter(exchange.mutate().response(ending).build())
                    .takeUntilOther(stoppingBeforeTheAnswer(exchange))
                    .then(Mono.defer(() -> sentElsewhere(exchange)));
        }
        return chain.filter(exchange);
    }

    /** The service has not begun to answer, so there is no stream yet that could end. */
    private Mono<Void> stoppingBeforeTheAnswer(ServerWebExchange exchange) {
        return stopping.asMono()
                .then(
                        Mono.defer(() ->
                                exchange.getResponse().isCommitted()
                                        ? Mono.never()
                                        : Mono.empty()));
    }

    private Mono<Void> sentElsewhere(ServerWebExchange exchange) {
        return exchange.getResponse().isCommitted()
                ? Mono.empty()
                : problems.write(
                        exchange,
                        DomainException.unavailable(
                                "This server is stopping. Try again.", RETRY_SECONDS));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopping.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private static final class Ending extends ServerHttpResponseDecorator {

        private final Mono<Void> stopping;

        Ending(ServerHttpResponse response, Mono<Void> stopping) {
            super(response);
            this.stopping = stopping;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return super.writeWith(Flux.from(body).takeUntilOther(stopping));
        }

        @Override
        public Mono<Void> writeAndFlushWith(
                Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return super.writeAndFlushWith(Flux.from(body).takeUntilOther(stopping));
        }
    }
}

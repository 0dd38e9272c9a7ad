package io.resolutionflow.gateway.observe;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.resolutionflow.gateway.request.RequestTrace;
import io.resolutionflow.gateway.route.RouteTable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Goes on with the caller's trace or begins one. A span is made where something exports spans; else
 * only its ids are, for logs, problem documents and the services behind. The server's own
 * observation is off: it cost a fifth of a request.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class Tracing implements WebFilter {

    private final RouteTable routes;
    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    Tracing(
            RouteTable routes,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator,
            ObjectProvider<SpanExporter> exporters) {
        this.routes = routes;
        boolean exported = exporters.stream().findAny().isPresent();
        this.tracer = exported ? tracer.getIfAvailable() : null;
        this.propagator = exported ? propagator.getIfAvailable() : null;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (tracer == null || propagator == null) {
            RequestTrace.goOn(exchange.getRequest().getHeaders().getFirst("traceparent"))
                    .bind(exchange);
            return chain.filter(exchange);
        }
        Span span =
                propagator
                        .extract(exchange.getRequest().getHeaders(), HttpHeaders::getFirst)
                        .kind(Span.Kind.SERVER)
                        .name(exchange.getRequest().getMethod().name() + " " + row(exchange))
                        .start();
        var context = span.context();
        new RequestTrace(
                        context.traceId(),
                        context.spanId(),
                        !Boolean.FALSE.equals(context.sampled()))
                .bind(exchange);
        return chain.filter(exchange).doFinally(signal -> end(span, exchange));
    }

    private String row(ServerWebExchange exchange) {
        return routes.find(exchange).map(to -> to.row()).orElse("/");
    }

    private static void end(Span span, ServerWebExchange exchange) {
        var status = exchange.getResponse().getStatusCode();
        if (status != null) {
            span.tag("http.response.status_code", status.value());
        }
        span.end();
    }
}

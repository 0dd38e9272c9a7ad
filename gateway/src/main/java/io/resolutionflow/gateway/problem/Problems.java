package io.resolutionflow.gateway.problem;

import io.micrometer.tracing.Tracer;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.ProblemDocument;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem document as the gateway's own answer, the same bytes a service would write. */
@Component
public class Problems {

    private final JsonMapper json;
    private final Tracer tracer;

    Problems(JsonMapper json, Tracer tracer) {
        this.json = json;
        this.tracer = tracer;
    }

    public Mono<Void> write(ServerWebExchange exchange, DomainException no) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.empty();
        }
        response.setStatusCode(HttpStatusCode.valueOf(no.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (no.status() == 401) {
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (no.retryAfterSeconds() != null) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(no.retryAfterSeconds()));
        }
        byte[] body = json.writeValueAsBytes(ProblemDocument.of(no, traceId(exchange)));
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    /** The trace of the exchange's own observation; the running span may belong to an outgoing call by now. */
    public String traceId(ServerWebExchange exchange) {
        var span = tracer.currentSpan();
        if (span != null && !span.context().traceId().isEmpty()) {
            return span.context().traceId();
        }
        return exchange.getAttributeOrDefault("rf.trace-id", UUID.randomUUID().toString().replace("-", ""));
    }
}

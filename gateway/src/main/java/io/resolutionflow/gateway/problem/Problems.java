package io.resolutionflow.gateway.problem;

import io.micrometer.tracing.TraceContext;
import io.resolutionflow.gateway.request.RequestTrace;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.ProblemDocument;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBufferUtils;
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

    private static final long MAX_DRAINED = 12L * 1024 * 1024;
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(5);

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    public Mono<Void> write(ServerWebExchange exchange, DomainException no) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.empty();
        }
        response.setStatusCode(HttpStatusCode.valueOf(no.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (no.status() == 401) {
            response.getHeaders()
                    .set(
                            HttpHeaders.WWW_AUTHENTICATE,
                            no.code().equals("token_missing")
                                    ? "Bearer"
                                    : "Bearer error=\"invalid_token\"");
        }
        if (no.retryAfterSeconds() != null) {
            response.getHeaders()
                    .set(HttpHeaders.RETRY_AFTER, String.valueOf(no.retryAfterSeconds()));
        }
        byte[] body = json.writeValueAsBytes(ProblemDocument.of(no, traceId(exchange)));
        return drained(exchange)
                .then(
                        Mono.defer(() ->
                                response.writeWith(
                                        Mono.just(response.bufferFactory().wrap(body)))));
    }

    /**
     * Reads what is left of the request's body: a connection that is kept with an unread body on it
     * would hang with the next request. One that is too long or too slow is closed instead.
     */
    private static Mono<Void> drained(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (headers.getContentLength() <= 0
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return Mono.empty();
        }
        var read = new AtomicLong();
        return exchange.getRequest()
                .getBody()
                .doOnNext(buffer -> {
                    int size = buffer.readableByteCount();
                    DataBufferUtils.release(buffer);
                    if (read.addAndGet(size) > MAX_DRAINED) {
                        throw new IllegalStateException("too long to be read to its end");
                    }
                })
                .then()
                .timeout(DRAIN_PATIENCE)
                .onErrorResume(unread -> {
                    exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
                    return Mono.empty();
                });
    }

    /**
     * The trace of the exchange. 32 hex digits; a fresh id when nothing is traced, so that an error
     * can always be named.
     */
    public String traceId(ServerWebExchange exchange) {
        return RequestTrace.of(exchange)
                .map(TraceContext::traceId)
                .orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
    }
}

package io.resolutionflow.gateway.problem;

import io.resolutionflow.gateway.request.RequestTrace;
import io.resolutionflow.gateway.request.UnreadBody;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.ProblemDocument;
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
        return UnreadBody.drain(exchange)
                .then(
                        Mono.defer(() ->
                                response.writeWith(
                                        Mono.just(response.bufferFactory().wrap(body)))));
    }

    /** The trace of the exchange, 32 hex digits. */
    public String traceId(ServerWebExchange exchange) {
        return RequestTrace.of(exchange).traceId();
    }
}

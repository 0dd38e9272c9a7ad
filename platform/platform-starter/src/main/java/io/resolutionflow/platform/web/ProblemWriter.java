package io.resolutionflow.platform.web;

import io.resolutionflow.platform.observability.TraceIds;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.ProblemDocument;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a problem document, from a filter or from a controller advice: the same bytes either way.
 */
public class ProblemWriter {

    private final JsonMapper json;
    private final TraceIds traces;

    public ProblemWriter(JsonMapper json, TraceIds traces) {
        this.json = json;
        this.traces = traces;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, DomainException no)
            throws IOException {
        response.setStatus(no.status());
        if (no.retryAfterSeconds() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(no.retryAfterSeconds()));
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(bytes(no));
    }

    /** The answer as a controller advice returns it. */
    public ResponseEntity<byte[]> answer(DomainException no) {
        return answer(no, headers -> {});
    }

    /** The answer with headers of its own. */
    ResponseEntity<byte[]> answer(DomainException no, Consumer<HttpHeaders> headers) {
        var answer =
                ResponseEntity.status(no.status())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .headers(headers);
        if (no.retryAfterSeconds() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(no.retryAfterSeconds()));
        }
        return answer.body(bytes(no));
    }

    private byte[] bytes(DomainException no) {
        return json.writeValueAsBytes(ProblemDocument.of(no, traces.current()));
    }
}

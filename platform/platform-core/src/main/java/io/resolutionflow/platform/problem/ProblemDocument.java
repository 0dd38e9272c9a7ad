package io.resolutionflow.platform.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the body of an error answer (RFC 9457, architecture §4) as an ordered map, so that gateway
 * and services write the same bytes.
 */
public final class ProblemDocument {

    private static final Map<Integer, String> TITLES =
            Map.ofEntries(
                    Map.entry(400, "Bad Request"),
                    Map.entry(401, "Unauthorized"),
                    Map.entry(403, "Forbidden"),
                    Map.entry(404, "Not Found"),
                    Map.entry(405, "Method Not Allowed"),
                    Map.entry(406, "Not Acceptable"),
                    Map.entry(409, "Conflict"),
                    Map.entry(413, "Content Too Large"),
                    Map.entry(415, "Unsupported Media Type"),
                    Map.entry(422, "Unprocessable Content"),
                    Map.entry(429, "Too Many Requests"),
                    Map.entry(431, "Request Header Fields Too Large"),
                    Map.entry(500, "Internal Server Error"),
                    Map.entry(502, "Bad Gateway"),
                    Map.entry(503, "Service Unavailable"),
                    Map.entry(504, "Gateway Timeout"));

    private ProblemDocument() {}

    /** The document of an expected "no". */
    public static Map<String, @Nullable Object> of(DomainException no, String traceId) {
        var body = of(no.status(), no.code(), no.detail(), traceId, no.errors());
        body.putAll(no.members());
        return body;
    }

    /** A document without further members. */
    public static Map<String, @Nullable Object> of(
            int status, String code, String detail, String traceId) {
        return of(status, code, detail, traceId, List.of());
    }

    private static Map<String, @Nullable Object> of(
            int status, String code, String detail, String traceId, List<FieldProblem> errors) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("type", "about:blank");
        body.put("title", TITLES.getOrDefault(status, "Error"));
        body.put("status", status);
        body.put("detail", detail);
        body.put("code", code);
        body.put("trace_id", traceId);
        body.put("errors", errors.stream().map(ProblemDocument::entry).toList());
        return body;
    }

    private static Map<String, String> entry(FieldProblem error) {
        var entry = new LinkedHashMap<String, String>();
        entry.put("field", error.field());
        entry.put("code", error.code());
        entry.put("message", error.message());
        return entry;
    }
}

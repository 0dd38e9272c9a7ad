package io.resolutionflow.psa.vendor;

import io.resolutionflow.platform.egress.CallFailed;
import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.platform.egress.HttpRequest;
import io.resolutionflow.platform.egress.PinnedHttp;
import io.resolutionflow.psa.connector.PsaFailure;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Sends requests for connectors and reads JSON answers. A request without an answer becomes a
 * {@link PsaFailure} that says whether anything went out; an answer of any status is the
 * connector's to judge.
 */
@Component
public class VendorHttp {

    private final PinnedHttp http;
    private final JsonMapper json;

    public VendorHttp(PinnedHttp http, JsonMapper json) {
        this.http = http;
        this.json = json;
    }

    /** Mapper of the wire: for building request bodies. */
    public JsonMapper json() {
        return json;
    }

    public HttpAnswer send(
            String method,
            URI uri,
            Map<String, String> headers,
            @Nullable JsonNode body,
            Duration within) {
        return sendBytes(
                method, uri, headers, body == null ? null : json.writeValueAsBytes(body), within);
    }

    /** A body of form fields, as token endpoints want it. */
    public HttpAnswer sendForm(URI uri, Map<String, String> fields, Duration within) {
        var headers =
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Accept",
                        "application/json");
        return sendBytes(
                "POST", uri, headers, encoded(fields).getBytes(StandardCharsets.UTF_8), within);
    }

    // the array's own annotation is not read from another module's classes
    @SuppressWarnings("NullAway")
    private HttpAnswer sendBytes(
            String method,
            URI uri,
            Map<String, String> headers,
            byte @Nullable [] body,
            Duration within) {
        try {
            return http.call(new HttpRequest(method, uri, new HashMap<>(headers), body, within));
        } catch (CallFailed e) {
            throw of(e);
        }
    }

    /** What is known about a request without an answer. */
    public static PsaFailure of(CallFailed failed) {
        String reason = String.valueOf(failed.getMessage());
        return failed.reach() == CallFailed.Reach.UNKNOWN
                ? PsaFailure.unknown(reason, null)
                : PsaFailure.notSent(reason);
    }

    /**
     * The body of a success.
     *
     * @throws PsaFailure UNKNOWN when it is no JSON object or array: it proves nothing
     */
    public JsonNode readable(HttpAnswer answer) {
        JsonNode tree = body(answer);
        if (tree.isObject() || tree.isArray()) {
            return tree;
        }
        throw PsaFailure.unknown("unreadable", answer.status());
    }

    /** The body whatever it is; a missing node when it is no JSON. */
    public JsonNode body(HttpAnswer answer) {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** {@code ?a=1&b=2}, encoded; empty without parameters. */
    public static String query(Map<String, String> parameters) {
        return parameters.isEmpty() ? "" : "?" + encoded(parameters);
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}

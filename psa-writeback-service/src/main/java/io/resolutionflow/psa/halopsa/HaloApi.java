package io.resolutionflow.psa.halopsa;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import io.resolutionflow.psa.vendor.VendorFailures;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls below {@code {host}/api}: token, array bodies, HaloPSA's several shapes of errors. */
@Component
class HaloApi {

    private static final String MALFORMED = "object reference not set";

    private final VendorHttp http;
    private final HaloTokens tokens;

    HaloApi(VendorHttp http, Clock clock) {
        this.http = http;
        this.tokens = new HaloTokens(http, clock);
    }

    JsonMapper json() {
        return http.json();
    }

    JsonNode get(PsaAccess access, String path, Map<String, String> query) {
        return call(access, "GET", path + VendorHttp.query(query), null);
    }

    /** Writes are always arrays, also of one record; the answer may be the record or an array. */
    JsonNode post(PsaAccess access, String path, ObjectNode record) {
        JsonNode answer = call(access, "POST", path, json().createArrayNode().add(record));
        return answer.isArray() ? answer.path(0) : answer;
    }

    private JsonNode call(PsaAccess access, String method, String path, @Nullable JsonNode body) {
        HttpAnswer answer = send(access, tokens.of(access), method, path, body);
        if (answer.status() == 401) {
            // refused before anything was looked at, so the same may go out with a new token
            answer = send(access, tokens.renewed(access), method, path, body);
        }
        if (!answer.isSuccess()) {
            throw failure(answer, path.startsWith("/Tickets/"));
        }
        return http.readable(answer);
    }

    private HttpAnswer send(
            PsaAccess access, String token, String method, String path, @Nullable JsonNode body) {
        return http.send(
                method,
                URI.create(access.baseUrl() + "/api" + path),
                Map.of("Authorization", "Bearer " + token, "Accept", "application/json"),
                body,
                access.within());
    }

    /**
     * A 500 that says in plain text that a body was malformed is a refusal for good; how long to
     * wait stands in the header or in the body.
     */
    private PsaFailure failure(HttpAnswer answer, boolean ofTicket) {
        String message = message(answer);
        if (answer.status() == 500
                && message != null
                && message.toLowerCase(Locale.ROOT).startsWith(MALFORMED)) {
            return VendorFailures.failure(Kind.REFUSED, "validation", answer, message);
        }
        if (answer.status() == 400 && message != null && message.contains("do not have access")) {
            return VendorFailures.failure(Kind.REFUSED, "permission_missing", answer, message);
        }
        PsaFailure failure = VendorFailures.of(answer, ofTicket, message);
        JsonNode asked = http.body(answer).path("retry_after");
        return failure.kind() == Kind.THROTTLED
                        && failure.retryAfter() == null
                        && asked.isIntegralNumber()
                ? new PsaFailure(
                        Kind.THROTTLED,
                        failure.reason(),
                        answer.status(),
                        Duration.ofSeconds(Math.max(0, asked.asLong())),
                        failure.vendorMessage())
                : failure;
    }

    private @Nullable String message(HttpAnswer answer) {
        JsonNode body = http.body(answer);
        for (String member : List.of("Message", "errorMessage", "error_description", "error")) {
            if (body.path(member).isString()) {
                return body.path(member).asString();
            }
        }
        if (body.isString()) {
            return body.asString();
        }
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        return text.startsWith("<") || text.isEmpty() ? null : text;
    }
}

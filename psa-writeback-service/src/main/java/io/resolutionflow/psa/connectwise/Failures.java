package io.resolutionflow.psa.connectwise;

import io.resolutionflow.psa.address.CallFailed;
import io.resolutionflow.psa.address.HttpAnswer;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What ConnectWise's refusals mean (reference psa-apis §1.8, §2.9). */
final class Failures {

    private static final int MESSAGE = 200;

    private final JsonMapper json;

    Failures(JsonMapper json) {
        this.json = json;
    }

    static PsaFailure of(CallFailed failed) {
        return failed.reach() == CallFailed.Reach.UNKNOWN
                ? PsaFailure.unknown(String.valueOf(failed.getMessage()), null)
                : PsaFailure.notSent(String.valueOf(failed.getMessage()));
    }

    /**
     * @param ofTicket whether the path named a ticket
     */
    PsaFailure of(HttpAnswer answer, boolean ofTicket) {
        int status = answer.status();
        return switch (status) {
            case 401 -> failure(Kind.CREDENTIALS, "credentials_rejected", answer);
            case 403 -> failure(Kind.REFUSED, "permission_missing", answer);
            case 404 -> failure(Kind.REFUSED, ofTicket ? "ticket_not_found" : "not_found", answer);
            case 429 -> failure(Kind.THROTTLED, "throttled", answer);
            case 400, 405, 409, 415, 422 -> failure(Kind.REFUSED, "validation", answer);
            default ->
                    failure(
                            Kind.UNKNOWN,
                            status >= 500 ? "server_error" : "unexpected_answer",
                            answer);
        };
    }

    /** The API's own errors are JSON with a code; a proxy's or a stale address's are not. */
    boolean isFromTheApi(HttpAnswer answer) {
        return body(answer).path("code").isString();
    }

    private PsaFailure failure(Kind kind, String reason, HttpAnswer answer) {
        return new PsaFailure(
                kind, reason, answer.status(), retryAfter(answer), message(body(answer)));
    }

    private JsonNode body(HttpAnswer answer) {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * The reason stands in the inner errors; the outer message only says that something is invalid.
     */
    private static @Nullable String message(JsonNode body) {
        String inner = body.path("errors").path(0).path("message").asString("");
        String text = inner.isBlank() ? body.path("message").asString("") : inner;
        if (text.isBlank()) {
            return null;
        }
        return text.length() <= MESSAGE ? text : text.substring(0, MESSAGE);
    }

    private static @Nullable Duration retryAfter(HttpAnswer answer) {
        String value = answer.header("retry-after").orElse("");
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant at =
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration left = Duration.between(Instant.now(), at);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}

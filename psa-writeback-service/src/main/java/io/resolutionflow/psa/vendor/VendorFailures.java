package io.resolutionflow.psa.vendor;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.Excerpt;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a status code means with every vendor (reference psa-apis §1.8). A connector judges first
 * what its vendor does otherwise.
 */
public final class VendorFailures {

    private static final int MESSAGE = 200;

    private VendorFailures() {}

    /**
     * @param ofTicket whether the path named a ticket
     * @param message what the vendor said
     */
    public static PsaFailure of(HttpAnswer answer, boolean ofTicket, @Nullable String message) {
        int status = answer.status();
        return switch (status) {
            case 401 -> failure(Kind.CREDENTIALS, "credentials_rejected", answer, message);
            case 403 -> failure(Kind.REFUSED, "permission_missing", answer, message);
            case 404 ->
                    failure(
                            Kind.REFUSED,
                            ofTicket ? "ticket_not_found" : "not_found",
                            answer,
                            message);
            case 429 -> failure(Kind.THROTTLED, "throttled", answer, message);
            case 400, 405, 409, 415, 422 -> failure(Kind.REFUSED, "validation", answer, message);
            default ->
                    failure(
                            Kind.UNKNOWN,
                            status >= 500 ? "server_error" : "unexpected_answer",
                            answer,
                            message);
        };
    }

    public static PsaFailure failure(
            Kind kind, String reason, HttpAnswer answer, @Nullable String message) {
        return new PsaFailure(
                kind, reason, answer.status(), retryAfter(answer), shortened(message));
    }

    /** Refused by us, before anything was sent: what was given can be no id of this vendor. */
    public static PsaFailure refused(String reason) {
        return new PsaFailure(Kind.REFUSED, reason, null, null, null);
    }

    /** What a call about one board came to: when nothing is found there, the board is none. */
    public static <T> T ofBoard(Supplier<T> call) {
        try {
            return call.get();
        } catch (PsaFailure e) {
            throw e.reason().equals("not_found") ? refused(PsaFailure.BOARD_NOT_FOUND) : e;
        }
    }

    private static @Nullable String shortened(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return null;
        }
        return Excerpt.beginning(message, MESSAGE);
    }

    /** Seconds or a date, as the header may be. */
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

package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An answer of status 300 and more. Its text is read for what it means and goes no further (KD-24).
 *
 * @param body the vendor's JSON; missing when it sent something else
 * @param retryAfter by header, in seconds, as a date or in milliseconds
 */
record ErrorReply(int status, JsonNode body, @Nullable Duration retryAfter) {

    static ErrorReply of(
            int status,
            byte[] body,
            @Nullable String retryAfter,
            @Nullable String retryAfterMs,
            JsonMapper json,
            Clock clock) {
        return new ErrorReply(
                status, read(body, json), retryAfter(retryAfter, retryAfterMs, clock));
    }

    /** The class by status alone (reference llm-wire-formats §1.4, §2.3, §3.3). */
    ErrorClass byStatus() {
        return switch (status) {
            case 401, 403 -> ErrorClass.AUTH;
            case 402 -> ErrorClass.PROVIDER_QUOTA;
            case 404 -> ErrorClass.MODEL_MISSING;
            case 429 -> ErrorClass.RATE_LIMITED;
            case 503, 529 -> ErrorClass.OVERLOADED;
            default -> status >= 500 ? ErrorClass.SERVER : ErrorClass.REJECTED;
        };
    }

    boolean isRefusedRequest() {
        return status == 400 || status == 413 || status == 422;
    }

    /** Whether the vendor's message has one of these words. */
    boolean says(String... words) {
        String message = body.path("error").path("message").asString("").toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (message.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode read(byte[] body, JsonMapper json) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            // errors come as plain text too; only the status is left then
            return MissingNode.getInstance();
        }
    }

    private static @Nullable Duration retryAfter(
            @Nullable String header, @Nullable String milliseconds, Clock clock) {
        try {
            if (milliseconds != null) {
                return Duration.ofMillis(Long.parseLong(milliseconds.strip()));
            }
            if (header == null) {
                return null;
            }
            String value = header.strip();
            if (!value.isEmpty() && value.chars().allMatch(Character::isDigit)) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            var at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration left = Duration.between(clock.instant(), at);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}

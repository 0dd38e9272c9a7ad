package io.resolutionflow.psa.vendor;

import io.resolutionflow.psa.connector.PsaFailure;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads fields of vendors' records, which are loose about types: ids come as numbers or strings.
 */
public final class VendorJson {

    private static final int NO_DATE_BEFORE = 1971;

    private VendorJson() {}

    /** A number or a non-empty string, as a string. */
    public static @Nullable String id(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asString();
        }
        return node.isString() && !node.asString().isBlank() ? node.asString() : null;
    }

    /**
     * @throws PsaFailure UNKNOWN: a record without an id is an answer that cannot be read
     */
    public static String requiredId(JsonNode node) {
        String id = id(node);
        if (id == null) {
            throw PsaFailure.unknown("unreadable", null);
        }
        return id;
    }

    public static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    /** True, 1 or "1". */
    public static boolean flag(JsonNode node) {
        return node.isBoolean() ? node.asBoolean() : "1".equals(id(node));
    }

    /** With or without a zone (then UTC); years long past mean that there is none. */
    public static @Nullable Instant time(JsonNode node) {
        if (!node.isString()) {
            return null;
        }
        Instant at = parsed(node.asString().replace(' ', 'T'));
        boolean none = at != null && at.atOffset(ZoneOffset.UTC).getYear() < NO_DATE_BEFORE;
        return none ? null : at;
    }

    private static @Nullable Instant parsed(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException again) {
                return null;
            }
        }
    }

    /**
     * @throws PsaFailure UNKNOWN when it is no array
     */
    public static <T> List<T> each(JsonNode array, Function<JsonNode, T> mapping) {
        if (!array.isArray()) {
            throw PsaFailure.unknown("unreadable", null);
        }
        return array.valueStream().map(mapping).filter(Objects::nonNull).toList();
    }

    /** Ids of vendors that count: digits only, since they go into paths and filters. */
    public static boolean isNumber(@Nullable String id) {
        return id != null && id.matches("\\d{1,18}");
    }
}

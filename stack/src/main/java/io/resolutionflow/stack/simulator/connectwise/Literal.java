package io.resolutionflow.stack.simulator.connectwise;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The right side of a comparison. Text compares without regard to case, as the real database does.
 */
sealed interface Literal {

    record Text(String value) implements Literal {}

    record Number(BigDecimal value) implements Literal {}

    record Flag(boolean value) implements Literal {}

    record Date(Instant value) implements Literal {}

    record Nothing() implements Literal {}

    static Literal parse(String token) {
        if (token.startsWith("\"")) {
            var inner = token.substring(1, token.length() - 1);
            return new Text(inner.replaceAll("\\\\(.)", "$1"));
        }
        if (token.startsWith("[")) {
            return new Date(instant(token.substring(1, token.length() - 1)));
        }
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "true" -> new Flag(true);
            case "false" -> new Flag(false);
            case "null" -> new Nothing();
            default -> new Number(number(token));
        };
    }

    /**
     * @throws InvalidQuery for an operator that does not fit the literal
     */
    default boolean holds(String operator, JsonNode actual) {
        return switch (this) {
            case Nothing() -> equality(operator, actual.isNull());
            case Flag(var wanted) ->
                    equality(operator, actual.isBoolean() && actual.booleanValue() == wanted);
            case Text(var wanted) -> text(operator, actual, wanted);
            case Number(var wanted) ->
                    actual.isNumber()
                            ? ordered(operator, actual.decimalValue().compareTo(wanted))
                            : operator.equals("!=");
            case Date(var wanted) ->
                    actual.isString()
                            ? ordered(
                                    operator, Instant.parse(actual.stringValue()).compareTo(wanted))
                            : operator.equals("!=");
        };
    }

    private static boolean text(String operator, JsonNode actual, String wanted) {
        var value = actual.isString() ? actual.stringValue().toLowerCase(Locale.ROOT) : "";
        var sought = wanted.toLowerCase(Locale.ROOT);
        return switch (operator) {
            case "contains" -> value.contains(sought);
            case "like" -> Pattern.matches(pattern(sought), value);
            default -> ordered(operator, value.compareTo(sought));
        };
    }

    private static String pattern(String wildcard) {
        return "(?s)" + Pattern.quote(wildcard).replace("*", "\\E.*\\Q");
    }

    private static boolean equality(String operator, boolean equal) {
        return switch (operator) {
            case "=", "in" -> equal;
            case "!=" -> !equal;
            default -> throw new InvalidQuery("Operator '" + operator + "' does not fit.");
        };
    }

    private static boolean ordered(String operator, int order) {
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> equality(operator, order == 0);
        };
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidQuery("'" + text + "' is no date.");
        }
    }

    private static BigDecimal number(String token) {
        try {
            return new BigDecimal(token);
        } catch (NumberFormatException e) {
            throw new InvalidQuery("'" + token + "' is no value; text stands in double quotes.");
        }
    }
}

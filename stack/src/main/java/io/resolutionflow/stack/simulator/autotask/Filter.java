package io.resolutionflow.stack.simulator.autotask;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The filter of a query: comparisons, and groups of them. */
final class Filter {

    private Filter() {}

    /** All of {@code filters} must hold, as at the top of a query. */
    static Predicate<JsonNode> allOf(JsonNode filters) {
        return all(filters);
    }

    private static Predicate<JsonNode> parse(JsonNode filter) {
        var operator = filter.path("op").asString("");
        return switch (operator) {
            case "and" -> all(filter.path("items"));
            case "or" -> any(filter.path("items"));
            case "in" -> record -> contains(filter.path("value"), field(record, filter));
            case "notIn" -> record -> !contains(filter.path("value"), field(record, filter));
            case "exist" -> record -> !field(record, filter).isNull();
            case "notExist" -> record -> field(record, filter).isNull();
            default -> record -> compare(operator, field(record, filter), filter.path("value"));
        };
    }

    private static Predicate<JsonNode> all(JsonNode filters) {
        return record ->
                StreamSupport.stream(filters.spliterator(), false)
                        .allMatch(filter -> parse(filter).test(record));
    }

    private static Predicate<JsonNode> any(JsonNode filters) {
        return record ->
                StreamSupport.stream(filters.spliterator(), false)
                        .anyMatch(filter -> parse(filter).test(record));
    }

    private static JsonNode field(JsonNode record, JsonNode filter) {
        var name = filter.path("field").asString("");
        return record.properties().stream()
                .filter(property -> property.getKey().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InvalidFilter("Unable to find " + name + " in the entity."))
                .getValue();
    }

    private static boolean contains(JsonNode values, JsonNode actual) {
        return StreamSupport.stream(values.spliterator(), false)
                .anyMatch(value -> compare("eq", actual, value));
    }

    private static boolean compare(String operator, JsonNode actual, JsonNode wanted) {
        var text = actual.asString("").toLowerCase(Locale.ROOT);
        var sought = wanted.asString("").toLowerCase(Locale.ROOT);
        return switch (operator) {
            case "eq" -> order(actual, wanted) == 0;
            case "noteq" -> order(actual, wanted) != 0;
            case "gt" -> order(actual, wanted) > 0;
            case "gte" -> order(actual, wanted) >= 0;
            case "lt" -> order(actual, wanted) < 0;
            case "lte" -> order(actual, wanted) <= 0;
            case "beginsWith" -> text.startsWith(sought);
            case "endsWith" -> text.endsWith(sought);
            case "contains" -> text.contains(sought);
            default -> throw new InvalidFilter("Operator " + operator + " is not supported.");
        };
    }

    private static int order(JsonNode actual, JsonNode wanted) {
        return actual.isNumber()
                ? Double.compare(actual.doubleValue(), wanted.asDouble(Double.NaN))
                : actual.asString("").compareToIgnoreCase(wanted.asString(""));
    }
}

package io.resolutionflow.stack.simulator.connectwise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The condition language: {@code board/id=1 and (status/id in (12,13) or summary contains "vpn")}.
 * Strings in double quotes with backslash escapes, dates in brackets, {@code True} and {@code
 * False}.
 */
final class Conditions {

    private final ConditionTokens tokens;

    private Conditions(ConditionTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * @throws InvalidQuery when the text is no condition; unknown fields turn up when records are
     *     tested
     */
    static Predicate<JsonNode> parse(String text) {
        if (text.isBlank()) {
            return record -> true;
        }
        var tokens = new ConditionTokens(text);
        var result = new Conditions(tokens).either();
        if (!tokens.atEnd()) {
            throw new InvalidQuery("Conditions go on after their end: '" + tokens.take() + "'.");
        }
        return result;
    }

    private Predicate<JsonNode> either() {
        var result = both();
        while (tokens.skip("or")) {
            result = result.or(both());
        }
        return result;
    }

    private Predicate<JsonNode> both() {
        var result = single();
        while (tokens.skip("and")) {
            result = result.and(single());
        }
        return result;
    }

    private Predicate<JsonNode> single() {
        if (tokens.skip("(")) {
            var inner = either();
            tokens.expect(")");
            return inner;
        }
        return comparison();
    }

    private Predicate<JsonNode> comparison() {
        var field = tokens.take();
        var negated = tokens.skip("not");
        var operator = tokens.take().toLowerCase(Locale.ROOT);
        var values = operator.equals("in") ? list() : List.of(Literal.parse(tokens.take()));
        Predicate<JsonNode> test =
                record ->
                        values.stream()
                                .anyMatch(
                                        value -> value.holds(operator, Fields.read(record, field)));
        return negated ? test.negate() : test;
    }

    private List<Literal> list() {
        tokens.expect("(");
        var values = new ArrayList<Literal>();
        do {
            values.add(Literal.parse(tokens.take()));
        } while (tokens.skip(","));
        tokens.expect(")");
        return values;
    }
}

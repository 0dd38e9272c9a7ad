package io.resolutionflow.stack.simulator.connectwise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a condition, one after the other. */
final class ConditionTokens {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(\"(?:\\\\.|[^\"\\\\])*\")|(\\[[^\\]]*\\])|(!=|<=|>=|=|<|>)|([(),])|([^\\s\"\\[\\]()=<>!,]+))");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    ConditionTokens(String text) {
        var matcher = TOKEN.matcher(text);
        var end = text.stripTrailing().length();
        var from = 0;
        while (from < end) {
            if (!matcher.find(from) || matcher.start() != from) {
                throw new InvalidQuery(
                        "Conditions cannot be read near '" + text.substring(from) + "'.");
            }
            tokens.add(matcher.group().strip());
            from = matcher.end();
        }
    }

    boolean atEnd() {
        return at == tokens.size();
    }

    boolean nextIs(String word) {
        return !atEnd() && tokens.get(at).toLowerCase(Locale.ROOT).equals(word);
    }

    boolean skip(String word) {
        var there = nextIs(word);
        if (there) {
            at++;
        }
        return there;
    }

    void expect(String word) {
        if (!skip(word)) {
            throw new InvalidQuery("Conditions lack '" + word + "'.");
        }
    }

    String take() {
        if (atEnd()) {
            throw new InvalidQuery("Conditions end too early.");
        }
        return tokens.get(at++);
    }
}

package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether a statement tells of a fault or asks for something: "outlook does not open" and "set my
 * outlook to dark mode" are near each other in meaning, but only the first is a flow's business.
 */
final class IntentWords {

    private static final String FILE = "/matching/intent-words.json";
    private static final IntentWords SHIPPED = load();

    private final List<Pattern> fault;
    private final List<Pattern> request;

    private record File(List<String> fault, List<String> request) {}

    private IntentWords(File file) {
        fault = file.fault().stream().map(Pattern::compile).toList();
        request = file.request().stream().map(Pattern::compile).toList();
    }

    static IntentWords shipped() {
        return SHIPPED;
    }

    private static IntentWords load() {
        try (var in = Objects.requireNonNull(IntentWords.class.getResourceAsStream(FILE))) {
            return new IntentWords(JsonMapper.builder().build().readValue(in, File.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean tellsOfFault(Statement statement) {
        return hits(fault, statement);
    }

    boolean asksForSomething(Statement statement) {
        return hits(request, statement);
    }

    private static boolean hits(List<Pattern> patterns, Statement statement) {
        String said = Words.normal(statement.masked());
        return patterns.stream()
                .anyMatch(p -> p.matcher(said).find() || p.matcher(statement.normal()).find());
    }
}

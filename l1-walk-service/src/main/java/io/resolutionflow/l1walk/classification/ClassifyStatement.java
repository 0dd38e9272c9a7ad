package io.resolutionflow.l1walk.classification;

import io.resolutionflow.l1walk.text.Glossary;
import io.resolutionflow.l1walk.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Category and vagueness of a statement: asked of a model, settled by keywords and a word count
 * when it does not answer.
 */
@Service
public class ClassifyStatement {

    private static final String FILE = "/classification/category-keywords.json";

    /** Fewer words with a meaning than this say too little. */
    private static final int ENOUGH_WORDS = 3;

    private final ModelClassifier model;
    private final Map<String, List<String>> keywords;

    ClassifyStatement(ModelClassifier model) {
        this.model = model;
        try (var in = Objects.requireNonNull(ClassifyStatement.class.getResourceAsStream(FILE))) {
            keywords =
                    JsonMapper.builder()
                            .build()
                            .readValue(in, new TypeReference<Map<String, List<String>>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Classification classify(String statement) {
        return model.classify(statement, keywords)
                .map(answer ->
                        keywords.containsKey(answer.category()) ? answer : unknown(answer.vague()))
                .orElseGet(() -> byRule(statement));
    }

    /** Most whole-word hits win; fewer than three content words are vague. */
    Classification byRule(String statement) {
        String meant = Glossary.shipped().english(statement);
        String normal = Words.normal(meant);
        boolean vague = isVague(meant);
        return keywords.entrySet().stream()
                .map(e -> Map.entry(e.getKey(), hits(e.getValue(), normal)))
                .filter(e -> e.getValue() > 0)
                .max(
                        Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(e -> new Classification(e.getKey(), vague))
                .orElseGet(() -> unknown(vague));
    }

    static boolean isVague(String statement) {
        return Words.content(statement).size() < ENOUGH_WORDS;
    }

    private static long hits(List<String> words, String normal) {
        return words.stream()
                .filter(word ->
                        Pattern.compile("(?<![a-z0-9])" + Pattern.quote(word) + "(?![a-z0-9])")
                                .matcher(normal)
                                .find())
                .count();
    }

    private static Classification unknown(boolean vague) {
        return new Classification(Classification.UNKNOWN, vague);
    }
}

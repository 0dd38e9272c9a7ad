package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowOption;
import io.resolutionflow.l1walk.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The words of one flow by weight: title and keywords say what it is about, node texts only what it
 * mentions.
 */
record FlowTerms(Set<String> strong, Set<String> medium, Set<String> weak, List<String> keywords) {

    static FlowTerms of(FlowContent flow) {
        var strong = new HashSet<>(Words.content(flow.title()));
        flow.keywords().forEach(keyword -> strong.addAll(Words.content(keyword)));
        flow.tags().forEach(tag -> strong.addAll(Words.content(tag)));
        var medium =
                new HashSet<>(Words.content(flow.description() == null ? "" : flow.description()));
        var weak = new HashSet<String>();
        for (FlowNode node : flow.nodes()) {
            weak.addAll(Words.content(node.text()));
            node.options().stream()
                    .map(FlowOption::label)
                    .forEach(label -> weak.addAll(Words.content(label)));
        }
        return new FlowTerms(strong, medium, weak, flow.keywords());
    }

    /**
     * Weighted share of the statement's words that the flow knows, 0–1; two strong words count as
     * near certain.
     */
    double coverage(Statement statement) {
        double hits = 0;
        for (String word : statement.words()) {
            hits +=
                    strong.contains(word)
                            ? 1
                            : medium.contains(word) ? 0.5 : weak.contains(word) ? 0.2 : 0;
        }
        return hits / (hits + 1);
    }

    /**
     * Best trigram overlap of a keyword with the statement, 0–1: finds words with typing errors.
     */
    double trigram(Statement statement) {
        return keywords.stream()
                .mapToDouble(keyword -> Trigrams.of(keyword).shareIn(statement.normal()))
                .max()
                .orElse(0);
    }

    /** Keywords that stand in the statement, for the reasons shown to people. */
    List<String> matchedKeywords(Statement statement) {
        return keywords.stream()
                .filter(keyword -> !Words.content(keyword).isEmpty())
                .filter(keyword -> statement.words().containsAll(Words.content(keyword)))
                .toList();
    }
}

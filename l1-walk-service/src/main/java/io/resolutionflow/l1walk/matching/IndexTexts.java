package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which texts of a flow become vectors (contract-l1 §3.1): heads say what it is for, nodes what is
 * asked in it.
 */
final class IndexTexts {

    /** Most vectors of one flow. */
    private static final int MOST = 400;

    private IndexTexts() {}

    /**
     * @param nodeId null for a head
     */
    record IndexText(@Nullable String nodeId, String text) {
        String kind() {
            return nodeId == null ? "head" : "node";
        }
    }

    /**
     * @param problemTexts of each shipped problem the flow covers
     */
    static List<IndexText> of(FlowContent flow, List<String> problemTexts) {
        var texts = new ArrayList<IndexText>();
        texts.add(
                new IndexText(
                        null,
                        flow.title()
                                + ". "
                                + (flow.description() == null ? "" : flow.description())));
        texts.add(new IndexText(null, flow.title()));
        if (!flow.keywords().isEmpty()) {
            texts.add(new IndexText(null, String.join(", ", flow.keywords())));
        }
        flow.keywords().stream()
                .filter(keyword -> keyword.contains(" "))
                .forEach(k -> texts.add(new IndexText(null, k)));
        problemTexts.forEach(problem -> texts.add(new IndexText(null, problem)));
        flow.nodes().stream()
                .filter(node -> !node.isTerminal())
                .map(IndexTexts::ofNode)
                .forEach(texts::add);
        return texts.size() <= MOST ? texts : texts.subList(0, MOST);
    }

    static String ofProblem(String title, String description, List<String> keywords) {
        return title + ". " + description + " " + String.join(", ", keywords);
    }

    private static IndexText ofNode(FlowNode node) {
        String labels =
                node.options().stream().map(FlowOption::label).collect(Collectors.joining("; "));
        return new IndexText(node.id(), node.text() + " " + labels);
    }
}

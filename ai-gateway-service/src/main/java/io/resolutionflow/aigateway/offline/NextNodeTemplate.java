package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code l1_next_node}: the category's safe steps in order, none twice; after six answered nodes it
 * escalates, and it says resolved only after an answer that says it works (contract-l1 §5).
 */
@Component
class NextNodeTemplate implements OfflineTemplate {

    private static final int MOST_ANSWERED = 6;

    private final JsonNode templates = RunbookLibrary.read("content/l1-templates.json");

    @Override
    public AiTask task() {
        return AiTask.L1_NEXT_NODE;
    }

    @Override
    public Draft draft(Inputs inputs) {
        List<Inputs> path = inputs.list("path");
        if (!path.isEmpty() && saysItWorks(path.getLast())) {
            return node(templates.get("resolved"));
        }
        if (path.size() >= MOST_ANSWERED) {
            return node(templates.get("escalate"));
        }
        Set<String> asked = new HashSet<>();
        path.forEach(entry -> asked.add(Words.plain(entry.itemText())));
        inputs.texts("nodes").forEach(text -> asked.add(Words.plain(text)));
        JsonNode steps = templates.get("categories").path(inputs.text("category"));
        if (!steps.isArray()) {
            steps = templates.get("categories").get("other");
        }
        for (JsonNode step : steps) {
            if (!asked.contains(Words.plain(step.get("text").asString()))) {
                return node(step);
            }
        }
        return node(templates.get("escalate"));
    }

    /**
     * The label of the answer says it; "not fixed" or a value such as {@code yes} alone does not.
     */
    private static boolean saysItWorks(Inputs entry) {
        boolean aboutWorking = Words.plain(entry.itemText()).equals("does it work now");
        String answer = entry.answer();
        return FixOutcomePatterns.worksAgain(answer)
                || (aboutWorking && Words.plain(answer).startsWith("yes"));
    }

    private static Draft node(JsonNode template) {
        ObjectNode node = Draft.object();
        node.put("type", template.get("type").asString());
        node.put("text", template.get("text").asString());
        node.put(
                "detail", template.hasNonNull("detail") ? template.get("detail").asString() : null);
        // a yes/no question has labels and no options
        node.putArray("options");
        String yes = template.path("yes_label").asString("");
        node.put("yes_label", yes.isEmpty() ? null : yes);
        node.put("no_label", yes.isEmpty() ? null : template.get("no_label").asString());
        node.put(
                "reason_category",
                template.hasNonNull("reason_category")
                        ? template.get("reason_category").asString()
                        : null);
        return Draft.of(node);
    }
}

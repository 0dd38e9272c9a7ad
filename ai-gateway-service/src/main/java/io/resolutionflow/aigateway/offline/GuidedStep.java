package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.offline.DomainChecklists.Item;
import io.resolutionflow.aigateway.offline.Runbook.Node;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Builds the one flat object of the guided engine (contract-sessions §5). */
final class GuidedStep {

    private static final double LEAST_FOR_A_SUGGESTION = 0.4;
    private static final double HIGHEST = 0.75;
    private static final int LONGEST_SUMMARY = 200;
    private static final int MOST_OPTIONS = 6;

    private final ObjectNode step = Draft.object();

    private GuidedStep(String type, String content, String reasoning) {
        step.put("type", type)
                .put("content", content)
                .put("reasoning", reasoning)
                .putNull("context_message");
        step.put("confidence", 0.2)
                .putNull("problem_summary")
                .putNull("problem_domain")
                .putArray("options");
        step.put("allow_free_text", true)
                .put("allow_skip", true)
                .putNull("action_type")
                .putNull("command");
        step.putNull("expected_outcome")
                .putNull("resolution_summary")
                .putArray("follow_up_recommendations");
        step.putNull("fork_reason");
    }

    static GuidedStep of(Runbook runbook, Node node) {
        String reasoning = "Runbook: " + runbook.title();
        if (node.is("resolve")) {
            return resolution(node, reasoning);
        }
        if (node.is("escalate")) {
            return escalation(node.text(), node.detail(), reasoning);
        }
        var built =
                new GuidedStep(node.is("action") ? "action" : "question", node.text(), reasoning);
        built.step.put("context_message", node.detail());
        if (node.is("action")) {
            built.step.put("action_type", "instruction");
        }
        // a seventh option can still be typed: free text is allowed
        node.options().stream()
                .limit(MOST_OPTIONS)
                .forEach(option -> built.option(option.label(), option.value()));
        return built;
    }

    static GuidedStep of(String domain, Item item) {
        var built = new GuidedStep(item.type(), item.text(), "Checklist: " + domain);
        if (item.type().equals("action")) {
            built.step.put("action_type", "instruction");
        }
        item.options().forEach(label -> built.option(label, null));
        return built;
    }

    private static GuidedStep resolution(Node leaf, String reasoning) {
        var built = new GuidedStep("resolution_suggestion", leaf.text(), reasoning);
        built.step.put("context_message", leaf.detail()).put("resolution_summary", leaf.text());
        built.option("Resolved", "resolved");
        built.option("Not resolved", "not_resolved");
        return built;
    }

    static GuidedStep escalation(String text, @Nullable String detail, String reasoning) {
        var built = new GuidedStep("action", text, reasoning);
        built.step.put("context_message", detail).put("action_type", "instruction");
        built.option("Escalating now", "escalating");
        built.option("Something else to check first", "continue");
        return built;
    }

    GuidedStep about(@Nullable String problem, String domain, double match) {
        double confidence = Math.min(HIGHEST, Math.round(match * 100) / 100.0);
        if (step.get("type").asString().equals("resolution_suggestion")) {
            confidence = Math.max(LEAST_FOR_A_SUGGESTION, confidence);
        }
        step.put("confidence", confidence).put("problem_domain", domain);
        step.put(
                "problem_summary",
                problem == null ? null : Words.firstSentence(problem, LONGEST_SUMMARY));
        return this;
    }

    Draft draft() {
        return Draft.of(step);
    }

    private void option(String label, @Nullable String value) {
        step.withArray("options")
                .addObject()
                .put("label", label)
                .put("value", value)
                .putNull("followup_hint")
                .putNull("description");
    }
}

package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code flow_draft}: the answered steps of a finished session in their order; every way not taken
 * is an escalate stub that a person must review. Valid by contract-l1 §9.1.
 */
@Component
class FlowDraftTemplate implements OfflineTemplate {

    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_LABEL = 120;
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_OPTIONS = 9;
    private static final int LONGEST_SLUG = 80;

    private final RunbookFinder finder;

    FlowDraftTemplate(RunbookFinder finder) {
        this.finder = finder;
    }

    @Override
    public AiTask task() {
        return AiTask.FLOW_DRAFT;
    }

    @Override
    public Draft draft(Inputs inputs) {
        var record = SessionRecord.of(inputs);
        String problem =
                record.problem().isEmpty() ? "Untitled problem" : Markdown.line(record.problem());
        String domain = record.domain() == null ? finder.find(problem).domain() : record.domain();
        List<Inputs> steps = answered(record);
        ObjectNode flow = Draft.object();
        flow.put("slug", slug(problem)).put("title", Words.firstSentence(problem, LONGEST_TITLE));
        flow.put("category", domain).put("description", problem);
        ArrayNode keywords = flow.putArray("keywords");
        Words.content(problem).stream().limit(10).forEach(keywords::add);
        flow.putArray("tags");
        flow.put("start", steps.isEmpty() ? "end" : "step-1");
        ArrayNode nodes = flow.putArray("nodes");
        for (int i = 0; i < steps.size(); i++) {
            step(nodes, steps.get(i), i + 1, i + 1 == steps.size());
        }
        end(nodes, record);
        return Draft.of(flow);
    }

    private static List<Inputs> answered(SessionRecord record) {
        var steps = new ArrayList<Inputs>();
        Stream.of("steps", "steps_tried", "walked_path", "path")
                .forEach(member ->
                        record.in().list(member).stream()
                                .filter(step ->
                                        !step.itemText().isEmpty() && !step.answer().isEmpty())
                                .forEach(steps::add));
        return steps;
    }

    private static void step(ArrayNode nodes, Inputs step, int n, boolean last) {
        String taken = Words.cut(Markdown.line(step.answer()), LONGEST_LABEL);
        var labels = new LinkedHashSet<String>();
        labels.add(taken);
        step.texts("options")
                .forEach(label -> labels.add(Words.cut(Markdown.line(label), LONGEST_LABEL)));
        if (labels.size() < 2) {
            labels.add("Something else");
        }
        boolean action =
                Stream.of("action", "verification", "script_generation")
                        .anyMatch(step.text("type", "step_type")::equals);
        ObjectNode node =
                nodes.addObject()
                        .put("id", "step-" + n)
                        .put("type", action ? "action" : "question");
        node.put("text", Words.cut(Markdown.line(step.itemText()), LONGEST_TEXT));
        ArrayNode options = node.putArray("options");
        int k = 0;
        for (String label : labels.stream().limit(MOST_OPTIONS).toList()) {
            k++;
            boolean wasTaken = label.equals(taken);
            options.addObject()
                    .put("label", label)
                    .put("value", "option-" + k)
                    .put("next", wasTaken ? (last ? "end" : "step-" + (n + 1)) : "stub-" + n);
        }
        ObjectNode stub = nodes.addObject().put("id", "stub-" + n).put("type", "escalate");
        stub.put("text", "Not covered yet: escalate.")
                .put("detail", "Hand off to: second line. Include: the answers so far.");
        stub.putArray("options");
        stub.put("needs_review", true);
    }

    private static void end(ArrayNode nodes, SessionRecord record) {
        boolean solved = !record.resolution().isEmpty();
        ObjectNode end =
                nodes.addObject().put("id", "end").put("type", solved ? "resolve" : "escalate");
        end.put(
                "text",
                solved
                        ? Words.cut(Markdown.line(record.resolution()), LONGEST_TEXT)
                        : "Not covered yet: escalate.");
        if (!solved) {
            end.put("detail", "Hand off to: second line. Include: the answers so far.")
                    .put("needs_review", true);
        }
        end.putArray("options");
    }

    private static String slug(String problem) {
        String slug =
                Words.plain(problem)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 ]", "")
                        .strip()
                        .replaceAll(" +", "-");
        slug = slug.substring(0, Math.min(slug.length(), LONGEST_SLUG)).replaceAll("-+$", "");
        return slug.isEmpty() ? "untitled-problem" : slug;
    }
}

package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.offline.Runbook.Node;
import io.resolutionflow.aigateway.offline.RunbookFinder.Found;
import io.resolutionflow.aigateway.offline.RunbookWalk.Taken;
import io.resolutionflow.contracts.ai.AiTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code chat_message}: says that no model is in use, names the runbook, and lists its next checks
 * (contract-sessions §6).
 */
@Component
class ChatTemplate implements OfflineTemplate {

    static final String LABEL =
            "No language model is in use: this is the built-in assistant with its runbooks.";

    private static final int MOST_CHECKS = 3;
    private static final int MOST_QUICK_REPLIES = 6;
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_SUMMARY = 200;
    private static final int NARROWED = 2;
    private static final int FIX_AT_A_LEAF = 60;
    private static final int FIX_ONE_STEP_BEFORE = 50;

    private final RunbookFinder finder;
    private final DomainChecklists checklists;

    ChatTemplate(RunbookFinder finder, DomainChecklists checklists) {
        this.finder = finder;
        this.checklists = checklists;
    }

    @Override
    public AiTask task() {
        return AiTask.CHAT_MESSAGE;
    }

    @Override
    public Draft draft(Inputs inputs) {
        List<String> said = said(inputs);
        List<String> facts = inputs.texts("facts");
        String problem = said.isEmpty() ? String.join(" ", facts) : said.getFirst();
        Found found = finder.find(about(said, facts));
        ObjectNode answer = Draft.object();
        answer.put("content", "");
        answer.put("title", problem.isEmpty() ? null : Words.firstSentence(problem, LONGEST_TITLE));
        answer.put(
                "problem_summary",
                problem.isEmpty() ? null : Words.firstSentence(problem, LONGEST_SUMMARY));
        answer.put("problem_domain", found.domain());
        answer.putArray("questions");
        answer.putArray("actions");
        answer.putNull("fork");
        answer.set(
                "triage_update",
                TriagePatterns.update(inputs.at("triage"), String.join("\n", said)));
        answer.putArray("promote");
        answer.putNull("suggest_fix");
        answer.set(
                "fix_outcome",
                FixOutcomePatterns.proposal(inputs.at("active_fix"), inputs.text("message")));
        String content =
                found.match() == null
                        ? checklist(inputs, found, answer)
                        : runbook(inputs, found.match().runbook(), said, answer);
        answer.put("content", LABEL + "\n\n" + content);
        return Draft.of(answer);
    }

    private String runbook(Inputs inputs, Runbook runbook, List<String> said, ObjectNode answer) {
        var evidence =
                new Evidence()
                        .statements(said)
                        .statements(inputs.texts("facts"))
                        .answers(inputs.list("lane_answered"))
                        .answers(inputs.list("answers"));
        var walk = RunbookWalk.through(runbook, evidence);
        var content = new StringBuilder("Nearest runbook: ").append(runbook.title()).append('.');
        if (walk.isEscalated()) {
            return content.append("\n\nIt ends here: ")
                    .append(withDetail(walk.current()))
                    .toString();
        }
        if (walk.isResolved()) {
            suggest(
                    answer,
                    lastAction(walk),
                    walk.current().text(),
                    walk.current().detail(),
                    FIX_AT_A_LEAF);
            return content.append("\n\nIts outcome: ")
                    .append(withDetail(walk.current()))
                    .toString();
        }
        if (walk.isOneStepFromTheEnd() && walk.path().size() >= NARROWED) {
            suggest(
                    answer,
                    null,
                    walk.current().text(),
                    walk.current().detail(),
                    FIX_ONE_STEP_BEFORE);
        }
        content.append("\n\nNext checks:");
        var listed = new HashSet<String>();
        add(content, answer, listed, walk.current(), null);
        for (Taken next : walk.following()) {
            if (listed.size() < MOST_CHECKS) {
                add(content, answer, listed, next.node(), next.option().label());
            }
        }
        return content.toString();
    }

    private String checklist(Inputs inputs, Found found, ObjectNode answer) {
        Set<String> asked = new LinkedHashSet<>();
        Stream.of("answers", "lane_open", "lane_answered", "facts")
                .flatMap(member -> inputs.texts(member).stream())
                .forEach(text -> asked.add(Words.plain(text)));
        Set<String> answered = new HashSet<>();
        inputs.list("answers").forEach(item -> answered.add(Words.plain(item.itemText())));
        // open items are listed again, so that they stay in the lane
        asked.removeIf(text -> !answered.contains(text));
        var content = new StringBuilder("No runbook of the library fits well.");
        var next = checklists.next(found.domain(), asked);
        if (next.isEmpty()) {
            return content.append(
                            " The fixed checks are used up; consider handing this to a colleague.")
                    .toString();
        }
        content.append("\n\nNext checks:\n- ").append(next.get().text());
        if (next.get().type().equals("question")) {
            question(answer, next.get().text(), null, next.get().options());
        } else {
            action(answer, next.get().text(), null);
        }
        return content.toString();
    }

    private static void add(
            StringBuilder content,
            ObjectNode answer,
            Set<String> listed,
            Node node,
            @Nullable String onlyIf) {
        if (!listed.add(node.id())) {
            return;
        }
        String condition = onlyIf == null ? null : "If the answer before is “" + onlyIf + "”.";
        content.append("\n- ").append(node.text());
        if (condition != null) {
            content.append(" (").append(condition, 0, condition.length() - 1).append(")");
        }
        String detail =
                Stream.of(condition, node.detail())
                        .filter(text -> text != null)
                        .reduce((a, b) -> a + " " + b)
                        .orElse(null);
        if (node.is("question")) {
            question(
                    answer,
                    node.text(),
                    detail,
                    node.options().stream().map(Runbook.Option::label).toList());
        } else {
            action(answer, node.text(), detail);
        }
    }

    private static void question(
            ObjectNode answer, String text, @Nullable String context, List<String> options) {
        var question =
                answer.withArray("questions").addObject().put("text", text).put("context", context);
        var replies = question.putArray("options");
        options.stream().limit(MOST_QUICK_REPLIES).forEach(replies::add);
    }

    private static void action(ObjectNode answer, String label, @Nullable String description) {
        answer.withArray("actions")
                .addObject()
                .put("label", label)
                .putNull("command")
                .put("description", description);
    }

    private static void suggest(
            ObjectNode answer,
            @Nullable String title,
            String otherwise,
            @Nullable String detail,
            int confidence) {
        answer.putObject("suggest_fix")
                .put("title", Words.cut(title == null ? otherwise : title, LONGEST_SUMMARY))
                .put(
                        "description",
                        title == null ? (detail == null ? otherwise : detail) : otherwise)
                .put("confidence", confidence)
                .putNull("script")
                .putNull("script_language");
    }

    private static @Nullable String lastAction(RunbookWalk walk) {
        for (int i = walk.path().size() - 1; i >= 0; i--) {
            if (walk.path().get(i).node().is("action")) {
                return walk.path().get(i).node().text();
            }
        }
        return null;
    }

    private static String withDetail(Node node) {
        return node.detail() == null ? node.text() : node.text() + "\n\n" + node.detail();
    }

    /** What people wrote in this session, oldest first; what assistants wrote is no evidence. */
    private static List<String> said(Inputs inputs) {
        var said = new ArrayList<String>();
        for (Inputs message : inputs.list("history")) {
            if (message.node().isString() || message.text("role").equals("user")) {
                said.add(message.itemText());
            }
        }
        said.add(inputs.text("message"));
        said.removeIf(String::isBlank);
        return said;
    }

    private static String about(List<String> said, List<String> facts) {
        String first = said.isEmpty() ? "" : said.getFirst();
        return (first + "\n" + String.join("\n", facts)).strip();
    }
}

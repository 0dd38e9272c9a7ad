package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code handoff_assessment}: what the snapshot says, and a guess that is called one
 * (contract-handoffs §9).
 */
@Component
class AssessmentTemplate implements OfflineTemplate {

    private static final int MOST_FACTS = 12;
    private static final int LONGEST_ITEM = 300;
    private static final int LONGEST_CAUSE = 600;
    private static final int LONGEST_SUMMARY = 2_000;
    private static final double HIGHEST = 0.5;

    private final NextChecks nextChecks;

    AssessmentTemplate(NextChecks nextChecks) {
        this.nextChecks = nextChecks;
    }

    @Override
    public AiTask task() {
        return AiTask.HANDOFF_ASSESSMENT;
    }

    @Override
    public Draft draft(Inputs inputs) {
        var record = SessionRecord.of(inputs);
        var found = nextChecks.runbookOf(record);
        List<String> known = record.facts().isEmpty() ? record.tried() : record.facts();
        String fix = record.activeFix();
        String cause =
                fix != null && record.fixIsPending()
                        ? "Possibly what the suggested fix addresses: " + fix
                        : record.hypothesis() != null
                                ? "Possibly: " + record.hypothesis()
                                : found.match() != null
                                        ? "Possibly covered by the runbook “"
                                                + found.match().runbook().title()
                                                + "”; not verified."
                                        : "Not known yet.";
        double confidence =
                found.match() == null
                        ? 0.1
                        : Math.min(HIGHEST, Math.round(found.match().score() * 100) / 100.0);
        ObjectNode answer = Draft.object();
        answer.put("summary_prose", Words.cut(summary(record), LONGEST_SUMMARY));
        var facts = answer.putArray("what_we_know");
        known.stream().limit(MOST_FACTS).forEach(fact -> facts.add(Words.cut(fact, LONGEST_ITEM)));
        answer.put("likely_cause", Words.cut(cause, LONGEST_CAUSE));
        var steps = answer.putArray("suggested_steps");
        nextChecks.of(record, found).forEach(steps::add);
        answer.put("confidence", confidence);
        return Draft.of(answer);
    }

    private static String summary(SessionRecord record) {
        var sentences = new ArrayList<String>();
        sentences.add("Summary from the record, without a language model.");
        sentences.add(
                record.problem().isEmpty()
                        ? "No problem was recorded."
                        : "Problem: " + ended(record.problem()));
        String client = record.client();
        if (client != null) {
            sentences.add("Client: " + ended(client));
        }
        int tried = record.tried().size();
        sentences.add(
                tried == 0
                        ? "No answered step is on record."
                        : tried
                                + (tried == 1
                                        ? " answered step, the last one: "
                                        : " answered steps, the last one: ")
                                + ended(record.tried().getLast()));
        int open = record.openQuestions().size() + record.openChecks().size();
        if (open > 0) {
            sentences.add(open + (open == 1 ? " item is" : " items are") + " still open.");
        }
        return String.join(" ", sentences);
    }

    private static String ended(String text) {
        String line = Markdown.line(text);
        return line.matches(".*[.!?…]$") ? line : line + ".";
    }
}

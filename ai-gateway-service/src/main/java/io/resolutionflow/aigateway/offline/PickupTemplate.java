package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code flowpilot_pickup}: the briefing of whoever takes the work over (contract-sessions §8). */
@Component
class PickupTemplate implements OfflineTemplate {

    private static final int MOST = 12;
    private static final int NEXT = 3;

    private final NextChecks nextChecks;

    PickupTemplate(NextChecks nextChecks) {
        this.nextChecks = nextChecks;
    }

    @Override
    public AiTask task() {
        return AiTask.FLOWPILOT_PICKUP;
    }

    @Override
    public Draft draft(Inputs inputs) {
        var record = SessionRecord.of(inputs);
        String from = inputs.text("handed_off_by", "handed_off_by_name");
        if (from.isEmpty()) {
            from = inputs.at("handed_off_by").itemText();
        }
        var prose = new StringBuilder("Briefing from the record, without a language model.");
        prose.append(" Problem: ")
                .append(
                        record.problem().isEmpty()
                                ? "not recorded"
                                : Markdown.line(record.problem()));
        if (!from.isEmpty()) {
            prose.append("\nHanded over by ").append(from).append('.');
        }
        String context = inputs.text("additional_context");
        if (!context.isEmpty()) {
            prose.append("\nAdded on pickup: ").append(Words.cut(context, 500));
        }
        ObjectNode answer = Draft.object().put("summary_prose", prose.toString());
        fill(answer, "what_we_know", record.facts(), MOST);
        fill(answer, "tried", record.tried(), MOST);
        answer.put("current_hypothesis", hypothesis(record));
        fill(answer, "suggested_steps", nextChecks.of(record), NEXT);
        return Draft.of(answer);
    }

    private static @org.jspecify.annotations.Nullable String hypothesis(SessionRecord record) {
        return record.activeFix() == null && record.hypothesis() == null
                ? null
                : EscalationPackageTemplate.hypothesis(record);
    }

    private static void fill(ObjectNode answer, String member, List<String> texts, int most) {
        var array = answer.putArray(member);
        texts.stream().limit(most).map(Markdown::line).forEach(array::add);
    }
}

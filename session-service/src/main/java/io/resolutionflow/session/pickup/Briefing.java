package io.resolutionflow.session.pickup;

import io.resolutionflow.session.ai.AnswerJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the next person needs to know.
 *
 * @param source {@code template}, {@code model} or {@code offline}
 */
record Briefing(
        String summaryProse,
        List<String> whatWeKnow,
        List<String> tried,
        @Nullable String currentHypothesis,
        List<String> suggestedSteps,
        String source) {

    private static final int MOST = 12;
    private static final int LINE = 1000;

    /** From the snapshot of the record, without a model. */
    static Briefing ofRecord(JsonNode snapshot, @Nullable String by) {
        var prose = new StringBuilder();
        if (by != null) {
            prose.append("Handed over by ").append(by).append(". ");
        }
        String summary = AnswerJson.text(snapshot, "problem_summary", LINE);
        String title = AnswerJson.text(snapshot, "title", LINE);
        prose.append("Problem: ")
                .append(summary != null ? summary : title != null ? title : "not described");
        var next = new ArrayList<>(texts(snapshot.path("open_checks")));
        next.addAll(texts(snapshot.path("open_questions")));
        return new Briefing(
                prose.toString(),
                texts(snapshot.path("facts")),
                tried(snapshot.path("steps_tried")),
                hypothesis(snapshot),
                next.subList(0, Math.min(5, next.size())),
                "template");
    }

    /** Null when the model's answer cannot be used. */
    static @Nullable Briefing ofModel(@Nullable JsonNode answer, String source) {
        String prose = answer == null ? null : AnswerJson.text(answer, "summary_prose", 8000);
        return answer == null || prose == null
                ? null
                : new Briefing(
                        prose,
                        texts(answer.path("what_we_know")),
                        texts(answer.path("tried")),
                        AnswerJson.text(answer, "current_hypothesis", 4000),
                        texts(answer.path("suggested_steps")),
                        source);
    }

    private static @Nullable String hypothesis(JsonNode snapshot) {
        String fix = AnswerJson.text(snapshot.path("active_fix"), "title", LINE);
        String hypothesis = AnswerJson.text(snapshot, "triage_hypothesis", 4000);
        return hypothesis == null ? fix : hypothesis;
    }

    private static List<String> tried(JsonNode steps) {
        var tried = new ArrayList<String>();
        for (JsonNode step : steps) {
            String text = AnswerJson.text(step, "text", LINE);
            String response = AnswerJson.text(step, "response", LINE);
            if (text != null) {
                tried.add(response == null ? text : text + " → " + response);
            }
        }
        return tried.subList(Math.max(0, tried.size() - MOST), tried.size());
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        for (JsonNode entry : list) {
            String text =
                    entry.isString()
                            ? AnswerJson.cut(AnswerJson.storable(entry.stringValue()).strip(), LINE)
                            : AnswerJson.text(entry, "text", LINE);
            if (text != null && !text.isEmpty() && texts.size() < MOST) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The step's content; {@code text} is what lists and prompts show. */
    Map<String, Object> content(String handoffId, String mode, @Nullable String engineerNotes) {
        var content = new LinkedHashMap<String, @Nullable Object>();
        content.put("text", summaryProse);
        content.put("summary_prose", summaryProse);
        content.put("what_we_know", whatWeKnow);
        content.put("tried", tried);
        content.put("current_hypothesis", currentHypothesis);
        content.put("suggested_steps", suggestedSteps);
        content.put("engineer_notes", engineerNotes);
        content.put("handoff_id", handoffId);
        content.put("resume_mode", mode);
        return withoutNullness(content);
    }

    @SuppressWarnings("NullAway")
    private static Map<String, Object> withoutNullness(Map<String, @Nullable Object> content) {
        return content;
    }
}

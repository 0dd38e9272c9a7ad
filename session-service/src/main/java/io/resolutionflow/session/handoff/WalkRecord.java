package io.resolutionflow.session.handoff;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a continuing session takes over from an L1 walk, read from the walk's bundle or, without it,
 * from the hand-off's snapshot. Reading never fails: what is missing stays empty.
 */
record WalkRecord(JsonNode snapshot, JsonNode continuation) {

    private static final int SUMMARY = 300;

    record Answered(
            String nodeType,
            String question,
            @Nullable String answer,
            @Nullable String answerLabel,
            @Nullable String note,
            @Nullable String actorName,
            @Nullable Instant at) {}

    record KnownFact(String text, @Nullable String ref) {}

    static WalkRecord of(JsonNode handoffSnapshot, @Nullable JsonNode bundle) {
        JsonNode fuller = bundle == null ? handoffSnapshot : bundle.path("snapshot");
        return new WalkRecord(
                fuller.isObject() ? fuller : handoffSnapshot,
                bundle == null ? MissingNode.getInstance() : bundle.path("continuation"));
    }

    String problemText() {
        String text = text(snapshot, "problem_text");
        return text == null ? "" : text;
    }

    @Nullable String summary() {
        String given = text(continuation, "problem_summary");
        String summary = given == null ? problemText().strip() : given;
        return summary.isEmpty() ? null : summary.substring(0, Math.min(SUMMARY, summary.length()));
    }

    @Nullable String domain() {
        String given = text(continuation, "problem_domain");
        return given == null ? text(snapshot, "category") : given;
    }

    @Nullable String clientName() {
        String given = text(continuation, "client_name");
        return given == null ? text(snapshot, "customer_name") : given;
    }

    @Nullable String contactName() {
        return text(snapshot, "customer_contact");
    }

    @Nullable String openNode() {
        String given = text(continuation, "open_node");
        return given == null ? text(snapshot.path("current_node"), "text") : given;
    }

    @Nullable UUID flowId() {
        UUID given = uuid(continuation, "matched_flow_id");
        return given == null ? uuid(snapshot, "flow_id") : given;
    }

    @Nullable String flowName() {
        return text(snapshot, "flow_name");
    }

    @Nullable Integer flowVersion() {
        JsonNode version = snapshot.path("flow_version_no");
        return version.isInt() ? version.intValue() : null;
    }

    @Nullable Double matchScore() {
        JsonNode score =
                continuation.path("match_score").isNumber()
                        ? continuation.path("match_score")
                        : snapshot.path("match_score");
        return score.isNumber() ? score.doubleValue() : null;
    }

    List<Answered> path() {
        var path = new ArrayList<Answered>();
        for (JsonNode step : snapshot.path("walked_path")) {
            String question = text(step, "question");
            if (question != null) {
                path.add(
                        new Answered(
                                step.path("node_type").asString("question"),
                                question,
                                text(step, "answer"),
                                text(step, "answer_label"),
                                text(step, "l1_note"),
                                text(step, "actor_name"),
                                time(step, "answered_at")));
            }
        }
        return path;
    }

    /** As the desk states them; from a snapshot alone, each answer is one. */
    List<KnownFact> facts() {
        var facts = new ArrayList<KnownFact>();
        if (continuation.path("facts").isArray()) {
            for (JsonNode fact : continuation.path("facts")) {
                String text = text(fact, "text");
                if (text != null) {
                    facts.add(new KnownFact(text, text(fact, "source_ref")));
                }
            }
            return facts;
        }
        for (JsonNode step : snapshot.path("walked_path")) {
            String question = text(step, "question");
            String answer =
                    text(step, "answer_label") == null
                            ? text(step, "answer")
                            : text(step, "answer_label");
            if (question != null && answer != null) {
                facts.add(new KnownFact(question + " " + answer, text(step, "step_id")));
            }
        }
        return facts;
    }

    List<String> notes() {
        var notes = new ArrayList<String>();
        for (JsonNode note : snapshot.path("walk_notes")) {
            String text = note.isString() ? note.stringValue() : text(note, "text");
            if (text != null && !text.isBlank()) {
                notes.add(text);
            }
        }
        return notes;
    }

    private static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isString() && !value.stringValue().isBlank() ? value.stringValue() : null;
    }

    private static @Nullable UUID uuid(JsonNode node, String member) {
        String value = text(node, member);
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Instant time(JsonNode node, String member) {
        String value = text(node, member);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}

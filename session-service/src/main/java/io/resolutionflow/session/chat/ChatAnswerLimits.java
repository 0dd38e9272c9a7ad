package io.resolutionflow.session.chat;

import io.resolutionflow.session.ai.AnswerJson;
import io.resolutionflow.session.ai.ProblemDomains;
import io.resolutionflow.session.branch.Fork;
import io.resolutionflow.session.chat.ChatAnswer.FixOutcome;
import io.resolutionflow.session.chat.ChatAnswer.ForkWish;
import io.resolutionflow.session.chat.ChatAnswer.Promotion;
import io.resolutionflow.session.chat.ChatAnswer.TriageUpdate;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.session.Triage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns any object into an answer: what is too long is cut, what is out of range clamped, what is
 * no use dropped (KD-9).
 */
final class ChatAnswerLimits {

    private static final int CONTENT = 20_000;
    private static final int ITEMS = 8;
    private static final int PROMOTIONS = 5;
    private static final Set<String> EVIDENCE = Set.of("confirmed", "ruled_out", "pending");
    private static final Set<String> OUTCOMES = Set.of("success", "failure", "partial");
    private static final Set<String> LANGUAGES =
            Set.of("powershell", "bash", "cmd", "python", "other");

    private ChatAnswerLimits() {}

    static ChatAnswer apply(JsonNode object) {
        String content = text(object, "content", CONTENT);
        return new ChatAnswer(
                content == null ? "" : content,
                text(object, "title", 200),
                text(object, "problem_summary", 300),
                ProblemDomains.known(text(object, "problem_domain", 100)),
                questions(object.path("questions")),
                actions(object.path("actions")),
                fork(object.path("fork")),
                triage(object.path("triage_update")),
                promotions(object.path("promote")),
                fix(object.path("suggest_fix")),
                outcome(object.path("fix_outcome")));
    }

    /** Two to five branches with names of their own, else no fork. */
    private static @Nullable ForkWish fork(JsonNode given) {
        String reason = text(given, "fork_reason", 500);
        var options = new ArrayList<Fork.Option>();
        var labels = new HashSet<String>();
        for (JsonNode option : given.path("options")) {
            String label = text(option, "label", 80);
            if (label != null && labels.add(label)) {
                options.add(new Fork.Option(label, text(option, "description", 500)));
            }
        }
        return reason == null || options.size() < 2
                ? null
                : new ForkWish(reason, options.subList(0, Math.min(5, options.size())));
    }

    private static List<LaneItem.Content> questions(JsonNode list) {
        var questions = new ArrayList<LaneItem.Content>();
        for (JsonNode entry : list) {
            String text = text(entry, "text", 1000);
            if (text != null && questions.size() < ITEMS) {
                questions.add(
                        new LaneItem.Content(
                                text,
                                text(entry, "context", 4000),
                                quickReplies(entry),
                                null,
                                null));
            }
        }
        return questions;
    }

    /** Two to four options become quick replies; another number is no choice. */
    private static List<String> quickReplies(JsonNode question) {
        var options = new ArrayList<String>();
        for (JsonNode option : question.path("options")) {
            if (option.isString() && !option.stringValue().isBlank()) {
                options.add(AnswerJson.cut(AnswerJson.storable(option.stringValue()).strip(), 200));
            }
        }
        return options.size() >= 2 && options.size() <= 4 ? options : List.of();
    }

    private static List<LaneItem.Content> actions(JsonNode list) {
        var actions = new ArrayList<LaneItem.Content>();
        for (JsonNode entry : list) {
            String label = text(entry, "label", 300);
            if (label != null && actions.size() < ITEMS) {
                actions.add(
                        new LaneItem.Content(
                                label,
                                null,
                                List.of(),
                                text(entry, "command", 8000),
                                text(entry, "description", 4000)));
            }
        }
        return actions;
    }

    private static @Nullable TriageUpdate triage(JsonNode update) {
        if (!update.isObject()) {
            return null;
        }
        var evidence = new ArrayList<Triage.Evidence>();
        for (JsonNode entry : update.path("evidence_items")) {
            String text = text(entry, "text", 500);
            String status = text(entry, "status", 20);
            if (text != null) {
                evidence.add(
                        new Triage.Evidence(
                                text,
                                status != null && EVIDENCE.contains(status) ? status : "pending"));
            }
        }
        return new TriageUpdate(
                text(update, "client_name", 255),
                text(update, "asset_name", 255),
                text(update, "issue_category", 100),
                text(update, "triage_hypothesis", 4000),
                evidence);
    }

    private static List<Promotion> promotions(JsonNode list) {
        var promotions = new ArrayList<Promotion>();
        for (JsonNode entry : list) {
            String text = text(entry, "text", 1000);
            String ref = text(entry, "source_ref", 100);
            if (text != null && ref != null && promotions.size() < PROMOTIONS) {
                promotions.add(new Promotion(text, ref));
            }
        }
        return promotions;
    }

    private static Fix.@Nullable Draft fix(JsonNode suggestion) {
        String title = text(suggestion, "title", 200);
        if (title == null) {
            return null;
        }
        String description = text(suggestion, "description", 4000);
        String script = text(suggestion, "script", 65_536);
        String language = text(suggestion, "script_language", 20);
        JsonNode confidence = suggestion.path("confidence");
        return new Fix.Draft(
                title,
                description == null ? "" : description,
                confidence.isNumber()
                        ? (int) Math.round(Math.clamp(confidence.doubleValue(), 0, 100))
                        : null,
                script,
                script == null
                        ? null
                        : language != null && LANGUAGES.contains(language)
                                ? language
                                : "powershell");
    }

    private static @Nullable FixOutcome outcome(JsonNode given) {
        String fixId = text(given, "fix_id", 100);
        String outcome = text(given, "outcome", 20);
        if (fixId == null || outcome == null || !OUTCOMES.contains(outcome)) {
            return null;
        }
        String reason = text(given, "reason", 2000);
        return new FixOutcome(fixId, outcome, reason == null ? "" : reason);
    }

    private static @Nullable String text(JsonNode object, String member, int limit) {
        return AnswerJson.text(object, member, limit);
    }
}

package io.resolutionflow.session.guided;

import io.resolutionflow.session.ai.AnswerJson;
import io.resolutionflow.session.ai.ProblemDomains;
import io.resolutionflow.session.guided.GuidedAnswer.Choice;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads an answer by the table of contract-sessions §5. */
@Component
class GuidedAnswerReader {

    private static final int OPTIONS = 6;
    private static final int BRANCHES = 5;
    private static final double SURE_ENOUGH = 0.4;
    private static final Set<String> ACTION_TYPES =
            Set.of(
                    "instruction",
                    "script_generation",
                    "verification",
                    "info_request",
                    "open_script_builder");

    private final AnswerJson json;

    GuidedAnswerReader(AnswerJson json) {
        this.json = json;
    }

    sealed interface Reading {
        record Good(GuidedAnswer answer) implements Reading {}

        /**
         * @param why told to the model in the repair
         */
        record Malformed(String why) implements Reading {}
    }

    /**
     * @param answered texts of the questions answered before in this branch, see {@link #plain}
     */
    Reading read(@Nullable JsonNode structured, String text, Set<String> answered) {
        JsonNode object =
                structured != null && structured.isObject() ? structured : json.object(text);
        if (object == null) {
            return new Reading.Malformed("It was not one JSON object.");
        }
        String content = AnswerJson.text(object, "content", 8000);
        if (content == null) {
            return new Reading.Malformed("It had no content.");
        }
        String type = AnswerJson.text(object, "type", 40);
        return switch (type == null ? "" : type) {
            case GuidedAnswer.QUESTION ->
                    answered.contains(plain(content))
                            ? new Reading.Malformed("This question was answered before.")
                            : good(object, GuidedAnswer.QUESTION, content);
            case GuidedAnswer.ACTION -> good(object, GuidedAnswer.ACTION, content);
            case GuidedAnswer.RESOLUTION -> resolution(object, content);
            case GuidedAnswer.FORK -> fork(object, content);
            default -> new Reading.Malformed("Its type was none of the four.");
        };
    }

    private Reading resolution(JsonNode object, String content) {
        Double confidence = confidence(object);
        if (AnswerJson.text(object, "resolution_summary", 4000) == null) {
            return new Reading.Malformed("A resolution_suggestion needs a resolution_summary.");
        }
        return confidence == null || confidence < SURE_ENOUGH
                ? new Reading.Malformed(
                        "A resolution_suggestion needs a confidence of at least 0.4.")
                : good(object, GuidedAnswer.RESOLUTION, content);
    }

    private Reading fork(JsonNode object, String content) {
        List<Choice> options = options(object, BRANCHES);
        var labels = new HashSet<String>();
        boolean distinct = options.stream().allMatch(option -> labels.add(option.label()));
        if (AnswerJson.text(object, "fork_reason", 500) == null) {
            return new Reading.Malformed("A fork needs a fork_reason.");
        }
        return distinct && options.size() >= 2
                ? good(object, GuidedAnswer.FORK, content)
                : new Reading.Malformed("A fork needs 2 to 5 options with distinct labels.");
    }

    private Reading good(JsonNode object, String type, String content) {
        List<Choice> options = options(object, type.equals(GuidedAnswer.FORK) ? BRANCHES : OPTIONS);
        String action = AnswerJson.text(object, "action_type", 40);
        boolean isAction = type.equals(GuidedAnswer.ACTION);
        return new Reading.Good(
                new GuidedAnswer(
                        type,
                        content,
                        AnswerJson.text(object, "context_message", 4000),
                        confidence(object),
                        AnswerJson.text(object, "problem_summary", 300),
                        ProblemDomains.known(AnswerJson.text(object, "problem_domain", 100)),
                        options,
                        options.isEmpty() || object.path("allow_free_text").asBoolean(true),
                        object.path("allow_skip").asBoolean(true),
                        isAction
                                ? (action != null && ACTION_TYPES.contains(action)
                                        ? action
                                        : "instruction")
                                : null,
                        isAction ? AnswerJson.text(object, "command", 8000) : null,
                        isAction ? AnswerJson.text(object, "expected_outcome", 2000) : null,
                        AnswerJson.text(object, "resolution_summary", 4000),
                        recommendations(object),
                        AnswerJson.text(object, "fork_reason", 500)));
    }

    /** Null when missing or not a number: the former one holds. */
    private static @Nullable Double confidence(JsonNode object) {
        JsonNode given = object.path("confidence");
        return given.isNumber() && !Double.isNaN(given.doubleValue())
                ? Math.clamp(given.doubleValue(), 0.0, 1.0)
                : null;
    }

    private static List<Choice> options(JsonNode object, int most) {
        var options = new ArrayList<Choice>();
        for (JsonNode option : object.path("options")) {
            String label = AnswerJson.text(option, "label", 80);
            if (label != null && options.size() < most) {
                String value = AnswerJson.text(option, "value", 200);
                options.add(
                        new Choice(
                                label,
                                value == null ? label : value,
                                AnswerJson.text(option, "followup_hint", 500),
                                AnswerJson.text(option, "description", 500)));
            }
        }
        return options;
    }

    private static List<String> recommendations(JsonNode object) {
        var given = new ArrayList<String>();
        for (JsonNode entry : object.path("follow_up_recommendations")) {
            if (entry.isString() && !entry.stringValue().isBlank() && given.size() < 20) {
                given.add(AnswerJson.cut(AnswerJson.storable(entry.stringValue()).strip(), 500));
            }
        }
        return given;
    }

    /** Two questions are the same when they differ in case, blanks and closing marks only. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}

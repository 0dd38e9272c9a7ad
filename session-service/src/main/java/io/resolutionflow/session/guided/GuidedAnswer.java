package io.resolutionflow.session.guided;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model wants to do next, within the limits of contract-sessions §5: cut, clamped or
 * dropped, never refused for length.
 *
 * @param type {@code question}, {@code action}, {@code resolution_suggestion} or {@code fork}
 * @param confidence 0–1; null when none was given
 */
public record GuidedAnswer(
        String type,
        String content,
        @Nullable String contextMessage,
        @Nullable Double confidence,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        List<Choice> options,
        boolean allowFreeText,
        boolean allowSkip,
        @Nullable String actionType,
        @Nullable String command,
        @Nullable String expectedOutcome,
        @Nullable String resolutionSummary,
        List<String> recommendations,
        @Nullable String forkReason) {

    static final String QUESTION = "question";
    static final String ACTION = "action";
    static final String RESOLUTION = "resolution_suggestion";
    static final String FORK = "fork";

    public record Choice(
            String label,
            String value,
            @Nullable String followupHint,
            @Nullable String description) {}

    /** The kind of step it becomes. */
    String stepType() {
        String action = actionType == null ? "" : actionType;
        return switch (action) {
            case "verification", "script_generation" -> action;
            default -> type;
        };
    }

    /** Whether it depends on how the engineer likes to work. */
    boolean asksForPreference() {
        return type.equals(RESOLUTION)
                || (type.equals(ACTION)
                        && ("script_generation".equals(actionType) || command != null));
    }

    /** A fork that cannot be made is asked as a question. */
    GuidedAnswer asQuestion() {
        return new GuidedAnswer(
                QUESTION,
                content,
                contextMessage,
                confidence,
                problemSummary,
                problemDomain,
                options,
                true,
                allowSkip,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }
}

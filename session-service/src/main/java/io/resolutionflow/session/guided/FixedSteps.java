package io.resolutionflow.session.guided;

import io.resolutionflow.session.step.Step;
import io.resolutionflow.session.step.Step.Option;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Steps with fixed words, for when no model is asked or none could be understood. */
final class FixedSteps {

    static final String PREFERENCE = "preference_check";
    static final String LIMIT = "step_limit";
    static final String NO_PREFERENCE = "no_preference";

    private static final Map<String, List<String>> QUESTIONS =
            Map.of(
                    "discovery",
                    List.of(
                            "What exactly does the user see, and since when?",
                            "Who else is affected: one person, one place, or everybody?",
                            "What changed shortly before it began: an update, a password, a device, a move?",
                            "What was tried already, and what did it do?"),
                    "exploring",
                    List.of(
                            "Does the same thing happen with another user, device or network?",
                            "What does the exact error message or log entry say?",
                            "Which part works and which does not, step by step?",
                            "What did the last check show that you did not expect?"),
                    "guided",
                    List.of(
                            "What did the last step change, and does the problem still show?",
                            "Is there anything that speaks against the cause we assume?",
                            "What would you check next before you call it solved?"));

    private FixedSteps() {}

    /**
     * The fixed question of a tier.
     *
     * @param asked how many of them were asked before, so that none comes twice in a row
     */
    static Step.Asked fallback(String tier, double confidence, long asked) {
        List<String> texts = Objects.requireNonNull(QUESTIONS.get(tier));
        return new Step.Asked(
                "question",
                Map.of("text", texts.get((int) (asked % texts.size())), "kind", "fallback"),
                null,
                List.of(),
                true,
                true,
                tier,
                confidence,
                "fallback");
    }

    static Step.Asked preference(@Nullable String tier, @Nullable Double confidence) {
        return new Step.Asked(
                "question",
                Map.of("text", "How do you want to work on this one?", "kind", PREFERENCE),
                null,
                List.of(
                        new Option("In the windows of the system", "gui", null),
                        new Option("On the command line", "command_line", null),
                        new Option("No preference", NO_PREFERENCE, null)),
                false,
                true,
                tier,
                confidence,
                "template");
    }

    /** The last step there is. */
    static Step.Asked limit(@Nullable String tier, @Nullable Double confidence) {
        return new Step.Asked(
                "question",
                Map.of(
                        "text",
                        "This session has reached its last step. Resolve it if the problem is gone, or escalate it with what was found.",
                        "kind",
                        LIMIT),
                null,
                List.of(
                        new Option("Resolve", "resolve", null),
                        new Option("Escalate", "escalate", null)),
                false,
                false,
                tier,
                confidence,
                "template");
    }

    static boolean is(Step step, String kind) {
        return kind.equals(step.content().get("kind"));
    }
}

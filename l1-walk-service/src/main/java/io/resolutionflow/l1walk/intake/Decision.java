package io.resolutionflow.l1walk.intake;

import io.resolutionflow.l1walk.matching.FlowCandidate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an intake comes to (contract-l1 §2).
 *
 * @param chosen the flow matched, with its score; null when the caller named one
 */
public record Decision(
        Outcome outcome,
        @Nullable Reason reason,
        @Nullable String category,
        @Nullable FlowCandidate chosen,
        @Nullable FlowCandidate nearMiss,
        @Nullable String message,
        @Nullable Clarify clarify) {

    public enum Outcome {
        MATCHED,
        ADHOC,
        BUILD,
        SUGGEST,
        OUT_OF_SCOPE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean startsWalk() {
            return this == MATCHED || this == ADHOC || this == BUILD;
        }
    }

    public enum Reason {
        HARD_FLOOR,
        TOO_VAGUE,
        AI_DISABLED,
        CATEGORY_UNKNOWN,
        CATEGORY_DISABLED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Clarify(String question, List<String> examples) {}

    static Decision matched(FlowCandidate flow) {
        return new Decision(Outcome.MATCHED, null, flow.category(), flow, null, null, null);
    }

    static Decision suggest(FlowCandidate nearMiss, String message) {
        return new Decision(
                Outcome.SUGGEST, null, nearMiss.category(), null, nearMiss, message, null);
    }

    static Decision outOfScope(Reason reason, String category, String message) {
        return new Decision(Outcome.OUT_OF_SCOPE, reason, category, null, null, message, null);
    }

    static Decision tooVague(String category, Clarify clarify) {
        return new Decision(
                Outcome.OUT_OF_SCOPE,
                Reason.TOO_VAGUE,
                category,
                null,
                null,
                "This says too little to go on. Ask the caller one more question.",
                clarify);
    }

    static Decision build(String category) {
        return new Decision(Outcome.BUILD, null, category, null, null, null, null);
    }
}

package io.resolutionflow.handoff.handoff;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The AI's view of a hand-off.
 *
 * @param error stable code, with {@code FAILED} and {@code SKIPPED}
 * @param summary {@code summary_prose} of the data
 * @param generation which request this state belongs to
 */
public record Assessment(
        AssessmentState state,
        @Nullable String error,
        @Nullable String summary,
        @Nullable JsonNode data,
        int generation) {

    public boolean isPresent() {
        return data != null;
    }
}

package io.resolutionflow.handoff.assessment;

import io.resolutionflow.handoff.handoff.AssessmentState;
import io.resolutionflow.handoff.handoff.Handoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the AI about a hand-off. Never called inside a transaction. */
public interface AssessmentModel {

    Answer ask(Handoff handoff, int generation);

    /** What came back. */
    sealed interface Answer {

        /**
         * @param data as contract-handoffs §9 describes it, {@code answer_source} included
         */
        record Ready(String summary, JsonNode data) implements Answer {}

        /**
         * @param atLeast what the gateway asked to wait, null for nothing
         */
        record TryAgain(String code, @Nullable Duration atLeast) implements Answer {}

        /** No further try would change it. */
        record Final(AssessmentState state, String code) implements Answer {}
    }
}

package io.resolutionflow.l1walk.flywheel;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a resolved AI session holds, and a flow drafted of it. Never called inside a transaction.
 */
public interface SessionRecords {

    /**
     * @param content the learning bundle as it came
     * @param steps texts of the steps that were answered, in order
     */
    record Learning(JsonNode content, List<String> steps) {
        public Learning {
            steps = List.copyOf(steps);
        }
    }

    /** Empty when the session is gone; throws when the service is away, to be tried again. */
    Optional<Learning> read(UUID sessionId);

    /**
     * @param structure null when none could be made
     * @param refusal why, as a stable word
     */
    record Draft(@Nullable JsonNode structure, @Nullable String refusal) {}

    /**
     * Throws when the gateway is away, to be tried again.
     *
     * @param key of the job: a retry is not paid twice
     */
    Draft draft(String key, UUID sessionId, Learning learning, UUID actorId, String actorName);
}

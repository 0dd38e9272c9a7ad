package io.resolutionflow.session.handoff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The answer to a hand-over, kept with its transition so that a replay gives the same
 * (contract-sessions §10).
 */
public record HandoffMade(
        UUID handoffId,
        UUID sessionId,
        String sessionStatus,
        String previousStatus,
        @Nullable UUID replacesHandoffId,
        UUID handedOffBy,
        String handedOffByName,
        @Nullable UUID teamId,
        long aggregateSeq,
        Instant createdAt,
        JsonNode snapshot,
        long stateVersion,
        boolean replayed) {

    HandoffMade again() {
        return new HandoffMade(
                handoffId,
                sessionId,
                sessionStatus,
                previousStatus,
                replacesHandoffId,
                handedOffBy,
                handedOffByName,
                teamId,
                aggregateSeq,
                createdAt,
                snapshot,
                stateVersion,
                true);
    }
}

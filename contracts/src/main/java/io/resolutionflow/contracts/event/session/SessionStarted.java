package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session exists: begun by a person, or continuing an L1 walk. (contract-sessions §11) */
public record SessionStarted(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        String sessionType,
        String origin,
        @Nullable UUID sourceWalkId,
        @Nullable UUID handoffId,
        UUID ownerId,
        String ownerName,
        SessionCard card,
        @Nullable UUID matchedFlowId,
        @Nullable Integer matchedFlowVersion,
        @Nullable Double matchScore,
        Instant occurredAt) {

    public static final String TYPE = "session.started";
}

package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hand-off was cancelled before anybody claimed it. (contract-sessions §11) */
public record SessionHandoffWithdrawn(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        UUID handoffId,
        @Nullable String reason,
        Instant occurredAt) {

    public static final String TYPE = "session.handoff_withdrawn";
}

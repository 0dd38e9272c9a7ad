package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What queue cards show has changed; at most one per transaction. (contract-sessions §11) */
public record SessionUpdated(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        SessionCard card,
        Instant occurredAt) {

    public static final String TYPE = "session.updated";
}

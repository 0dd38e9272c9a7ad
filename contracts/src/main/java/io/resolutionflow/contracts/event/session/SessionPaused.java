package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The handler put the session aside. (contract-sessions §11) */
public record SessionPaused(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        @Nullable UUID withdrawnHandoffId,
        Instant occurredAt) {

    public static final String TYPE = "session.paused";
}

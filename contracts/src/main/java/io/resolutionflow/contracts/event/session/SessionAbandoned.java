package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The session was given up. (contract-sessions §11) */
public record SessionAbandoned(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        @Nullable String reason,
        @Nullable UUID withdrawnHandoffId,
        @Nullable UUID sourceWalkId,
        Instant occurredAt) {

    public static final String TYPE = "session.abandoned";
}

package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The handler took the session up again; an open park is withdrawn by it. (contract-sessions §11)
 */
public record SessionResumed(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        @Nullable UUID withdrawnHandoffId,
        Instant occurredAt) {

    public static final String TYPE = "session.resumed";
}

package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The owner or the handler rated the session. (contract-sessions §11) */
public record SessionRated(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        int rating,
        Instant occurredAt) {

    public static final String TYPE = "session.rated";
}

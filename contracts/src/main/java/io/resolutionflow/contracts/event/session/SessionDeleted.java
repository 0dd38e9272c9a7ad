package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The owner deleted the session; its contents follow after seven days. (contract-sessions §11) */
public record SessionDeleted(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "session.deleted";
}

package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who works the session has changed: claimed, released or reassigned. (contract-sessions §11) */
public record SessionHandlerMoved(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        UUID handoffId,
        int claimEpoch,
        UUID handlerId,
        String handlerName,
        @Nullable UUID previousHandlerId,
        Instant occurredAt) {

    public static final String CLAIM_APPLIED = "session.claim_applied";
    public static final String CLAIM_RELEASED = "session.claim_released";
    public static final String HANDLER_CHANGED = "session.handler_changed";
}

package io.resolutionflow.contracts.event.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The session ended well. (contract-sessions §11) */
public record SessionResolved(
        UUID accountId,
        UUID sessionId,
        long stateVersion,
        String sessionStatus,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        String origin,
        @Nullable UUID writebackId,
        SessionResolution resolution,
        @Nullable UUID closedHandoffId,
        @Nullable UUID lastHandoffId,
        @Nullable UUID sourceWalkId,
        int handlerCount,
        Instant startedAt,
        Instant resolvedAt,
        int stepCount,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        @Nullable UUID matchedFlowId,
        @Nullable Integer matchedFlowVersion,
        @Nullable SessionFixState activeFix,
        @Nullable String psaTicketId,
        @Nullable UUID psaConnectionId,
        Instant occurredAt) {

    public static final String TYPE = "session.resolved";
}

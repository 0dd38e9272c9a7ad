package io.resolutionflow.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Data of every {@code handoff.*} event (contract-handoffs §11): the common members, and those of
 * single types as null where they do not apply.
 *
 * @param claimEpoch rises with each claim, release, reassign and cancel; an older one must change
 *     nothing
 * @param handlerId who works the source after the act; null after release, cancel and close
 */
public record HandoffEvent(
        UUID handoffId,
        String sourceKind,
        UUID sourceId,
        @Nullable UUID sessionId,
        @Nullable UUID walkId,
        String intent,
        String origin,
        String status,
        String priority,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        UUID handedOffBy,
        String handedOffByName,
        int claimEpoch,
        int version,
        long streamSeq,
        @Nullable String title,
        @Nullable String reason,
        @Nullable UUID targetUserId,
        @Nullable UUID teamId,
        @Nullable UUID psaConnectionId,
        @Nullable String psaTicketId,
        @Nullable UUID handlerId,
        @Nullable String handlerName,
        @Nullable Instant claimedAt,
        @Nullable String closedReason,
        @Nullable String assessmentState,
        @Nullable Boolean hasAssessment,
        Instant occurredAt) {

    public static final String CREATED = "handoff.created";
    public static final String CLAIMED = "handoff.claimed";
    public static final String RELEASED = "handoff.released";
    public static final String REASSIGNED = "handoff.reassigned";
    public static final String CANCELLED = "handoff.cancelled";
    public static final String CLOSED = "handoff.closed";
    public static final String ASSESSMENT_READY = "handoff.assessment_ready";
}

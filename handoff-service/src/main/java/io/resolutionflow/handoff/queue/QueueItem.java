package io.resolutionflow.handoff.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A card of the team queue (contract-handoffs §4.1); the same on the live stream. Every member is
 * always present.
 */
public record QueueItem(
        UUID handoffId,
        String sourceKind,
        UUID sourceId,
        @Nullable UUID sessionId,
        @Nullable UUID walkId,
        String intent,
        String origin,
        String status,
        String priority,
        @Nullable String title,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        @Nullable String reason,
        @Nullable String reasonCategory,
        @Nullable String clientName,
        @Nullable Integer stepCount,
        @Nullable String confidenceTier,
        @Nullable UUID teamId,
        @Nullable UUID psaConnectionId,
        @Nullable String psaTicketId,
        @Nullable UUID internalTicketId,
        UUID handedOffBy,
        String handedOffByName,
        @Nullable UUID targetUserId,
        @Nullable String targetUserName,
        boolean targetedToMe,
        boolean isOwn,
        @Nullable UUID claimedBy,
        @Nullable String claimedByName,
        @Nullable Instant claimedAt,
        String assessmentState,
        boolean hasAssessment,
        int releaseCount,
        long waitingSeconds,
        int version,
        Instant createdAt) {}

package io.resolutionflow.session.listing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session in a list (contract-sessions §4.3). */
public record SessionSummary(
        UUID id,
        String sessionType,
        String origin,
        String title,
        String status,
        String intakeType,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        @Nullable String confidenceTier,
        int stepCount,
        @Nullable String psaTicketId,
        @Nullable UUID matchedFlowId,
        @Nullable Double matchScore,
        @Nullable String clientName,
        @Nullable String issueCategory,
        @Nullable String escalationReason,
        @Nullable Integer sessionRating,
        UUID ownerId,
        String ownerName,
        UUID handlerId,
        String handlerName,
        String relation,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant resolvedAt) {}

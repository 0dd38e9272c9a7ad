package io.resolutionflow.session.listing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A summary with what the escalation queue adds. */
public record QueueItem(
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
        @Nullable Instant resolvedAt,
        UUID handoffId,
        String priority,
        @Nullable Instant escalatedAt,
        long waitingSeconds,
        @Nullable UUID escalatedToId) {

    static QueueItem of(SessionSummary s, Waiting waiting) {
        return new QueueItem(
                s.id(),
                s.sessionType(),
                s.origin(),
                s.title(),
                s.status(),
                s.intakeType(),
                s.problemSummary(),
                s.problemDomain(),
                s.confidenceTier(),
                s.stepCount(),
                s.psaTicketId(),
                s.matchedFlowId(),
                s.matchScore(),
                s.clientName(),
                s.issueCategory(),
                s.escalationReason(),
                s.sessionRating(),
                s.ownerId(),
                s.ownerName(),
                s.handlerId(),
                s.handlerName(),
                s.relation(),
                s.createdAt(),
                s.updatedAt(),
                s.resolvedAt(),
                waiting.handoffId(),
                waiting.priority(),
                waiting.escalatedAt(),
                waiting.waitingSeconds(),
                waiting.escalatedToId());
    }

    record Waiting(
            UUID handoffId,
            String priority,
            @Nullable Instant escalatedAt,
            long waitingSeconds,
            @Nullable UUID escalatedToId) {}
}

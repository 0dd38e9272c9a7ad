package io.resolutionflow.session.listing;

import io.resolutionflow.session.fix.FixView;
import io.resolutionflow.session.lane.Lane;
import io.resolutionflow.session.session.IntakeContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session in full (contract-sessions §4.3): the summary's members, then its own. */
public record SessionDetail(
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
        IntakeContent intakeContent,
        @Nullable Double confidenceScore,
        @Nullable String matchedFlowName,
        @Nullable UUID psaConnectionId,
        @Nullable UUID internalTicketId,
        @Nullable Map<String, @Nullable Object> ticketData,
        @Nullable String ticketFetchStatus,
        @Nullable String psaPushStatus,
        @Nullable String psaPushError,
        @Nullable String resolutionSummary,
        @Nullable String resolutionAction,
        @Nullable String rootCause,
        List<String> stepsTaken,
        List<String> recommendations,
        @Nullable String sessionFeedback,
        TriageView triage,
        Lane pendingTaskLane,
        @Nullable FixView activeFix,
        List<StepView> steps,
        List<MessageView> conversationMessages,
        boolean hasMoreMessages,
        @Nullable PendingTurn pendingTurn,
        boolean isBranching,
        @Nullable UUID activeBranchId,
        @Nullable OpenHandoffView openHandoff,
        boolean canWrite,
        @Nullable String workPreference,
        long stateVersion) {

    public record PendingTurn(UUID turnId, String kind, Instant startedAt) {}

    public record OpenHandoffView(UUID id, String intent, Instant at, UUID by, String priority) {}
}

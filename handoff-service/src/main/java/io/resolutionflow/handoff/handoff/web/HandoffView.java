package io.resolutionflow.handoff.handoff.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.resolutionflow.handoff.handoff.Acted;
import io.resolutionflow.handoff.handoff.CloseReason;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffReading.Seen;
import io.resolutionflow.handoff.handoff.HandoffState;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.handoff.Request;
import io.resolutionflow.handoff.handoff.Sight;
import io.resolutionflow.handoff.handoff.Transition;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A hand-off as endpoints answer it (contract-handoffs §2.1). The last four members exist only
 * where the contract names them.
 */
public record HandoffView(
        UUID id,
        String sourceKind,
        UUID sourceId,
        @Nullable UUID sessionId,
        @Nullable UUID walkId,
        String intent,
        String origin,
        String status,
        String priority,
        @Nullable String reason,
        @Nullable String reasonCategory,
        @Nullable String engineerNotes,
        @Nullable String aiAssessment,
        @Nullable JsonNode aiAssessmentData,
        String assessmentState,
        @Nullable String assessmentError,
        UUID handedOffBy,
        String handedOffByName,
        @Nullable UUID targetUserId,
        @Nullable String targetUserName,
        @Nullable UUID claimedBy,
        @Nullable String claimedByName,
        @Nullable Instant claimedAt,
        int claimEpoch,
        int releaseCount,
        @Nullable UUID psaConnectionId,
        @Nullable String psaTicketId,
        @Nullable UUID internalTicketId,
        @Nullable UUID packageWritebackId,
        String sessionStatus,
        @Nullable Instant closedAt,
        @Nullable String closedReason,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode snapshot,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Transition> transitions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean sessionApplied,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean psaNoteRemains) {

    /** For those who may see all of it. */
    static HandoffView full(Handoff handoff) {
        return of(handoff, Sight.FULL, true, null, null, null);
    }

    static HandoffView single(Seen seen) {
        return of(seen.handoff(), seen.sight(), true, seen.transitions(), null, null);
    }

    public static HandoffView listed(Seen seen, boolean withSnapshot) {
        return of(seen.handoff(), seen.sight(), withSnapshot, null, null, null);
    }

    /** The claimer's answer: work can start from it. */
    static HandoffView claimed(Acted acted) {
        return of(acted.handoff(), Sight.FULL, true, null, acted.sessionApplied(), null);
    }

    static HandoffView changed(Acted acted, Sight sight) {
        return of(acted.handoff(), sight, true, null, acted.sessionApplied(), null);
    }

    static HandoffView cancelled(Acted acted, Sight sight) {
        boolean noteRemains = acted.handoff().state().packageWritebackId() != null;
        return of(acted.handoff(), sight, true, null, acted.sessionApplied(), noteRemains);
    }

    private static HandoffView of(
            Handoff handoff,
            Sight sight,
            boolean withSnapshot,
            @Nullable List<Transition> transitions,
            @Nullable Boolean sessionApplied,
            @Nullable Boolean psaNoteRemains) {
        Request request = handoff.request();
        HandoffState state = handoff.state();
        CloseReason closed = state.closedReason();
        boolean content = sight == Sight.FULL;
        return new HandoffView(
                handoff.id(),
                request.sourceKind().wire(),
                request.sourceId(),
                state.sessionId(),
                request.walkId(),
                request.intent().wire(),
                request.origin().wire(),
                state.status().wire(),
                state.priority().wire(),
                request.reason(),
                request.reasonCategory(),
                content ? request.engineerNotes() : null,
                handoff.assessment().summary(),
                handoff.assessment().data(),
                handoff.assessment().state().wire(),
                handoff.assessment().error(),
                request.originator().id(),
                request.originator().name(),
                id(state.target()),
                name(state.target()),
                id(state.claimer()),
                name(state.claimer()),
                state.claimedAt(),
                state.claimEpoch(),
                state.releaseCount(),
                handoff.card().psaConnectionId(),
                handoff.card().psaTicketId(),
                handoff.card().internalTicketId(),
                state.packageWritebackId(),
                state.sessionStatus(),
                state.closedAt(),
                closed == null ? null : closed.wire(),
                state.version(),
                request.createdAt(),
                state.updatedAt(),
                content && withSnapshot ? request.snapshot() : null,
                transitions,
                sessionApplied,
                psaNoteRemains);
    }

    private static @Nullable UUID id(@Nullable Person person) {
        return person == null ? null : person.id();
    }

    private static @Nullable String name(@Nullable Person person) {
        return person == null ? null : person.name();
    }
}

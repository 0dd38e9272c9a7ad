package io.resolutionflow.session.fix;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A fix as it is shown (contract-sessions §4.6). */
public record FixView(
        UUID id,
        UUID sessionId,
        @Nullable UUID branchId,
        String source,
        String title,
        String description,
        @Nullable Integer confidence,
        @Nullable String script,
        @Nullable String scriptLanguage,
        String status,
        @Nullable String userDecision,
        boolean isActive,
        boolean isVerifying,
        boolean nudgeVerification,
        @Nullable Instant appliedAt,
        @Nullable Instant verifiedAt,
        @Nullable String partialNotes,
        @Nullable String failureReason,
        @Nullable String pendingReason,
        Fix.@Nullable Proposal aiOutcomeProposal,
        @Nullable Instant supersededAt,
        Instant createdAt) {

    static FixView of(Fix fix, boolean nudge) {
        return new FixView(
                fix.id(),
                fix.sessionId(),
                fix.branchId(),
                fix.source(),
                fix.title(),
                fix.description(),
                fix.confidence(),
                fix.script(),
                fix.scriptLanguage(),
                fix.status(),
                fix.userDecision(),
                fix.isActive(),
                fix.isVerifying(),
                nudge,
                fix.appliedAt(),
                fix.verifiedAt(),
                fix.partialNotes(),
                fix.failureReason(),
                fix.pendingReason(),
                fix.aiOutcomeProposal(),
                fix.supersededAt(),
                fix.createdAt());
    }
}

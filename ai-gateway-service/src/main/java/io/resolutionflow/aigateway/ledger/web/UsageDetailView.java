package io.resolutionflow.aigateway.ledger.web;

import io.resolutionflow.aigateway.ledger.UsageDetail;
import io.resolutionflow.aigateway.ledger.UsageDetail.AdjustmentView;
import io.resolutionflow.aigateway.ledger.UsageDetail.AttemptView;
import io.resolutionflow.aigateway.ledger.UsageRow;
import io.resolutionflow.aigateway.ledger.UsageRow.Figures;
import io.resolutionflow.aigateway.promptlog.PromptLog;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row with {@code attempts[]} in place of their number, and {@code adjustments[]}. */
record UsageDetailView(
        UUID requestId,
        Instant createdAt,
        @Nullable UUID userId,
        @Nullable String userName,
        String task,
        String phase,
        @Nullable String tier,
        @Nullable Reference reference,
        @Nullable String provider,
        @Nullable String model,
        String outcome,
        @Nullable String errorCode,
        boolean offline,
        @Nullable String offlineReason,
        List<AttemptView> attempts,
        @Nullable Figures usage,
        String usageQuality,
        @Nullable Long costMicros,
        boolean countsTowardQuota,
        @Nullable Long durationMs,
        List<AdjustmentView> adjustments,
        PromptLog.@Nullable Entry promptLog) {

    static UsageDetailView of(UsageDetail detail, PromptLog.@Nullable Entry promptLog) {
        UsageRow row = detail.row();
        return new UsageDetailView(
                row.requestId(),
                row.createdAt(),
                row.userId(),
                row.userName(),
                row.task(),
                row.phase(),
                row.tier(),
                row.reference(),
                row.provider(),
                row.model(),
                row.outcome(),
                row.errorCode(),
                row.offline(),
                row.offlineReason(),
                detail.attempts(),
                row.usage(),
                row.usageQuality(),
                row.costMicros(),
                row.countsTowardQuota(),
                row.durationMs(),
                detail.adjustments(),
                promptLog);
    }
}

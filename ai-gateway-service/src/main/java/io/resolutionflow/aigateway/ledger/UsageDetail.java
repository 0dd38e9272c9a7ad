package io.resolutionflow.aigateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A usage row with its attempts and adjustments. */
public record UsageDetail(
        UsageRow row, List<AttemptView> attempts, List<AdjustmentView> adjustments) {

    /** One try at a provider; {@code usage} null when nobody told. */
    public record AttemptView(
            int n,
            String kind,
            String provider,
            String model,
            String outcome,
            @Nullable String errorCode,
            @Nullable Integer httpStatus,
            Instant startedAt,
            @Nullable Long firstTokenMs,
            @Nullable Long durationMs,
            UsageRow.@Nullable Figures usage,
            String usageQuality,
            @Nullable Long costMicros,
            UUID priceVersion,
            boolean counts) {}

    public record AdjustmentView(
            UUID id,
            String kind,
            String metric,
            long delta,
            String reason,
            @Nullable UUID actorId,
            Instant createdAt) {}
}

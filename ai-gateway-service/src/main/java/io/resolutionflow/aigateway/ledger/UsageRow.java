package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.instant;
import static io.resolutionflow.aigateway.sql.Rows.longOrNull;
import static io.resolutionflow.aigateway.sql.Rows.uuid;
import static io.resolutionflow.aigateway.sql.Rows.uuidOrNull;

import io.resolutionflow.contracts.ai.AiCalls.Reference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request of the ledger as an administrator sees it (contract-ai §2.3). */
public record UsageRow(
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
        int attempts,
        @Nullable Figures usage,
        String usageQuality,
        @Nullable Long costMicros,
        boolean countsTowardQuota,
        @Nullable Long durationMs) {

    /** The five figures; a part the provider never told is null. */
    public record Figures(
            @Nullable Long inputTokens,
            @Nullable Long cachedInputTokens,
            @Nullable Long cacheWriteTokens,
            @Nullable Long outputTokens,
            @Nullable Long reasoningTokens) {}

    static UsageRow of(ResultSet row, int n) throws SQLException {
        UUID referenceId = uuidOrNull(row, "reference_id");
        String quality = row.getString("usage_quality");
        return new UsageRow(
                uuid(row, "id"),
                instant(row, "created_at"),
                uuidOrNull(row, "user_id"),
                row.getString("user_name"),
                row.getString("task"),
                row.getString("phase"),
                row.getString("tier"),
                referenceId == null
                        ? null
                        : new Reference(row.getString("reference_kind"), referenceId),
                row.getString("provider"),
                row.getString("model"),
                row.getString("outcome"),
                row.getString("error_code"),
                row.getBoolean("offline"),
                row.getString("offline_reason"),
                row.getInt("attempts"),
                quality.equals("unknown") ? null : figures(row),
                quality,
                longOrNull(row, "cost_micros"),
                row.getBoolean("counts_toward_quota"),
                longOrNull(row, "duration_ms"));
    }

    private static Figures figures(ResultSet row) throws SQLException {
        return new Figures(
                longOrNull(row, "input_tokens"),
                longOrNull(row, "cached_input_tokens"),
                longOrNull(row, "cache_write_tokens"),
                longOrNull(row, "output_tokens"),
                longOrNull(row, "reasoning_tokens"));
    }
}

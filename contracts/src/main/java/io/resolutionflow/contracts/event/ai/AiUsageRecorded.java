package io.resolutionflow.contracts.event.ai;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request has ended (contract-ai §10); once per request, not for denied ones. The aggregate is
 * the request.
 *
 * @param outcome {@code succeeded}, {@code failed}, {@code cancelled} or {@code expired}
 * @param offlineReason {@code configured}, {@code requested} or {@code quota}; null when a model or
 *     nobody answered
 * @param usage null when unknown
 * @param usageQuality {@code exact}, {@code counted} or {@code unknown}
 * @param costMicros millionths of a US dollar; null when usage is unknown
 * @param priceVersion id of the price row of the last attempt that counts
 */
public record AiUsageRecorded(
        UUID requestId,
        @Nullable UUID userId,
        String task,
        @Nullable String tier,
        @Nullable Ref reference,
        String outcome,
        @Nullable String errorCode,
        boolean offline,
        @Nullable String offlineReason,
        @Nullable String provider,
        @Nullable String model,
        int attempts,
        @Nullable Tokens usage,
        String usageQuality,
        @Nullable Long costMicros,
        @Nullable UUID priceVersion,
        boolean countsTowardQuota,
        Instant startedAt,
        long durationMs,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "ai.usage_recorded";

    /** What the call was for. */
    public record Ref(String kind, UUID id) {}

    /**
     * Input includes cached and cache-write tokens, output includes reasoning; a part nobody told
     * is null.
     */
    public record Tokens(
            @Nullable Long inputTokens,
            @Nullable Long cachedInputTokens,
            @Nullable Long cacheWriteTokens,
            @Nullable Long outputTokens,
            @Nullable Long reasoningTokens) {}
}

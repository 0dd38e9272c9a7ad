package io.resolutionflow.contracts.event.ai;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A correction beside the ledger; the settled row stays as it is (contract-ai §10). The aggregate
 * is the request.
 *
 * @param kind {@code late_settle}, {@code rerate}, {@code estimate_overrun} or {@code manual}
 * @param metric {@code daily}, {@code monthly}, {@code tokens}, {@code cost} or {@code tree_builds}
 * @param delta tokens or calls; micros for {@code cost}
 * @param actorId who asked for it; null for the service itself
 */
public record AiUsageAdjusted(
        UUID requestId,
        String kind,
        String metric,
        long delta,
        String reason,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "ai.usage_adjusted";
}

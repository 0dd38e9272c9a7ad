package io.resolutionflow.contracts.event.ai;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code ai.quota_warning} when a settle carries what is used over a threshold, {@code
 * ai.quota_exhausted} at the first denial (contract-ai §10); each once per window, metric and
 * threshold. The aggregate is the window.
 *
 * @param metric {@code daily}, {@code monthly}, {@code tokens}, {@code cost} or {@code tree_builds}
 * @param percent used and reserved of the limit, rounded down
 * @param threshold the percentage passed; 100 for an exhausted quota
 * @param limit null when it was lifted meanwhile
 */
public record AiQuotaReached(
        String metric,
        long percent,
        int threshold,
        long used,
        @Nullable Long limit,
        Instant resetAt,
        Instant occurredAt) {

    public static final String WARNING = "ai.quota_warning";
    public static final String EXHAUSTED = "ai.quota_exhausted";
}

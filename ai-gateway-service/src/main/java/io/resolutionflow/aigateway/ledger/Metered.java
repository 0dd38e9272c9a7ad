package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.UsageQuality;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt used, as far as it is known.
 *
 * @param attempt its number within the request
 * @param counts null exactly when the quality is unknown
 */
public record Metered(
        int attempt,
        Candidate candidate,
        @Nullable TokenCounts counts,
        UsageQuality quality,
        @Nullable Instant firstEventAt,
        @Nullable String upstreamRequestId) {

    /** Null when usage is unknown; 0 is a known price of nothing. */
    public @Nullable Long costMicros() {
        return counts == null ? null : candidate.price().cost(counts);
    }
}

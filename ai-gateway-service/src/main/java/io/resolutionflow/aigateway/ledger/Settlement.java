package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.pricing.Price;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.UsageQuality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a successful call really used.
 *
 * @param attempt number of the attempt that brought the answer
 * @param counts null exactly when the quality is unknown
 * @param answer stored under the key and replayed for 24 h
 * @param warnAtPercent thresholds of the plan
 */
public record Settlement(
        int attempt,
        Candidate candidate,
        @Nullable TokenCounts counts,
        UsageQuality quality,
        @Nullable Instant firstEventAt,
        @Nullable String upstreamRequestId,
        byte @Nullable [] answer,
        List<Integer> warnAtPercent) {

    /**
     * Why the built-in provider answered, null when a model did: as decided before the call, else
     * it was on the route.
     */
    public @Nullable String offlineReason(@Nullable String decided) {
        if (!candidate.profile().isOffline()) {
            return null;
        }
        return decided == null ? "configured" : decided;
    }

    /** Null when usage is unknown; 0 is a known price of nothing. */
    public @Nullable Long costMicros() {
        Price price = candidate.price();
        return counts == null ? null : price.cost(counts);
    }
}

package io.resolutionflow.aigateway.plan;

import io.resolutionflow.contracts.ai.AiTask.Tier;
import org.jspecify.annotations.Nullable;

/** What an account may use; null means no limit. Cost in micros (millionths of a US dollar). */
public record Limits(
        @Nullable Long dailyCalls,
        @Nullable Long monthlyCalls,
        @Nullable Long monthlyTokens,
        @Nullable Long monthlyCostMicros,
        @Nullable Long monthlyTreeBuilds,
        @Nullable Long requestsPerMinute,
        @Nullable Long maxInFlight,
        Tier maxTier) {

    /** The tier asked for, or the highest one the plan has. */
    public Tier cap(Tier wanted) {
        return wanted.compareTo(maxTier) <= 0 ? wanted : maxTier;
    }
}

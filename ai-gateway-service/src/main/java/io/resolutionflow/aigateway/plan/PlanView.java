package io.resolutionflow.aigateway.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as the operator reads and writes it; a limit of null is no limit. */
public record PlanView(
        String code,
        String name,
        @Nullable Long dailyCalls,
        @Nullable Long monthlyCalls,
        @Nullable Long monthlyTokens,
        @Nullable Long monthlyCostMicros,
        @Nullable Long monthlyTreeBuilds,
        @Nullable Long requestsPerMinute,
        @Nullable Long maxInFlight,
        String maxTier,
        List<Integer> warnAtPercent,
        boolean archived,
        long version) {

    public static PlanView of(Plan plan) {
        var limits = plan.limits();
        return new PlanView(
                plan.code(),
                plan.name(),
                limits.dailyCalls(),
                limits.monthlyCalls(),
                limits.monthlyTokens(),
                limits.monthlyCostMicros(),
                limits.monthlyTreeBuilds(),
                limits.requestsPerMinute(),
                limits.maxInFlight(),
                limits.maxTier().wireName(),
                plan.warnAtPercent(),
                plan.archived(),
                plan.version());
    }
}

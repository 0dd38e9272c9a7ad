package io.resolutionflow.aigateway.quota;

import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Limits;
import io.resolutionflow.aigateway.plan.Plan;
import io.resolutionflow.aigateway.quota.Windows.Denial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quota object (contract-ai §2.2), also a member of a 429. A limit of null = no limit; cost in
 * micros.
 */
public record QuotaView(
        boolean allowed,
        @Nullable String denyReason,
        @Nullable Instant resetAt,
        long dailyUsed,
        long dailyReserved,
        @Nullable Long dailyLimit,
        Instant dailyResetAt,
        long monthlyUsed,
        long monthlyReserved,
        @Nullable Long monthlyLimit,
        Instant monthlyResetAt,
        Tokens tokens,
        Cost cost,
        TreeBuilds treeBuilds,
        boolean unlimited,
        boolean aiEnabled,
        String providerMode,
        PlanRef plan,
        Rates limits,
        String timeZone,
        int billingAnchorDay,
        Instant asOf,
        List<Integer> warnAtPercent,
        List<Warning> warnings) {

    public record Tokens(long used, long reserved, @Nullable Long limit, Instant resetAt) {}

    public record Cost(
            long usedMicros,
            long reservedMicros,
            @Nullable Long limitMicros,
            String currency,
            Instant resetAt) {}

    public record TreeBuilds(
            long used, long reserved, @Nullable Long limit, Instant resetAt, boolean allowed) {}

    public record PlanRef(String code, String name) {}

    public record Rates(
            @Nullable Long requestsPerMinute, @Nullable Long maxInFlight, String maxTier) {}

    public record Warning(String metric, long percent, int threshold) {}

    static QuotaView of(
            Entitlement entitlement, Windows windows, boolean unlimited, String providerMode) {
        Denial denial = unlimited ? null : windows.denialOfAnyStart().orElse(null);
        Counter daily = windows.counter(Metric.DAILY);
        Counter monthly = windows.counter(Metric.MONTHLY);
        Counter tokens = windows.counter(Metric.TOKENS);
        Counter cost = windows.counter(Metric.COST);
        Counter builds = windows.counter(Metric.TREE_BUILDS);
        Instant month = windows.monthly().span().end();
        Plan plan = entitlement.plan();
        Limits limits = entitlement.limits();
        return new QuotaView(
                denial == null,
                denial == null ? null : denial.metric().wireName(),
                denial == null ? null : denial.resetAt(),
                daily.used(),
                daily.reserved(),
                daily.limit(),
                windows.daily().span().end(),
                monthly.used(),
                monthly.reserved(),
                monthly.limit(),
                month,
                new Tokens(tokens.used(), tokens.reserved(), tokens.limit(), month),
                new Cost(cost.used(), cost.reserved(), cost.limit(), "USD", month),
                new TreeBuilds(
                        builds.used(),
                        builds.reserved(),
                        builds.limit(),
                        month,
                        unlimited || builds.room() > 0),
                unlimited,
                entitlement.setting().aiEnabled(),
                providerMode,
                new PlanRef(plan.code(), plan.name()),
                new Rates(
                        limits.requestsPerMinute(),
                        limits.maxInFlight(),
                        limits.maxTier().wireName()),
                entitlement.setting().timeZone().getId(),
                entitlement.setting().billingAnchorDay(),
                entitlement.asOf(),
                plan.warnAtPercent(),
                warnings(windows, plan.warnAtPercent()));
    }

    private static List<Warning> warnings(Windows windows, List<Integer> thresholds) {
        var warnings = new ArrayList<Warning>();
        for (Metric metric : Metric.values()) {
            Counter counter = windows.counter(metric);
            thresholds.stream()
                    .filter(threshold -> counter.limit() != null && counter.percent() >= threshold)
                    .max(Integer::compare)
                    .ifPresent(threshold ->
                            warnings.add(
                                    new Warning(metric.wireName(), counter.percent(), threshold)));
        }
        return List.copyOf(warnings);
    }
}

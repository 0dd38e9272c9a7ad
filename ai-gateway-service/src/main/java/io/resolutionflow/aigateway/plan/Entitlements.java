package io.resolutionflow.aigateway.plan;

import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an account may use now. An account is known from its first call or first look at its quota
 * (contract-ai §6.1).
 */
@Service
public class Entitlements {

    private final AccountSettings settings;
    private final Plans plans;
    private final Overrides overrides;

    Entitlements(AccountSettings settings, Plans plans, Overrides overrides) {
        this.settings = settings;
        this.plans = plans;
        this.overrides = overrides;
    }

    @Transactional
    public Entitlement of(UUID account) {
        Instant now = settings.databaseNow();
        AccountSetting setting = settings.findOrCreate(account, now).at(now);
        Plan plan =
                plans.find(setting.planCode())
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "plan without a row: " + setting.planCode()));
        List<LimitOverride> overrides =
                this.overrides.of(account).stream().filter(o -> o.holdsAt(now)).toList();
        return new Entitlement(setting, plan, apply(plan.limits(), overrides), overrides, now);
    }

    private static Limits apply(Limits limits, List<LimitOverride> overrides) {
        Map<String, LimitOverride> byMetric =
                overrides.stream()
                        .collect(Collectors.toMap(LimitOverride::metric, Function.identity()));
        return new Limits(
                pick(byMetric, "daily_calls", limits.dailyCalls()),
                pick(byMetric, "monthly_calls", limits.monthlyCalls()),
                pick(byMetric, "monthly_tokens", limits.monthlyTokens()),
                pick(byMetric, "monthly_cost_micros", limits.monthlyCostMicros()),
                pick(byMetric, "monthly_tree_builds", limits.monthlyTreeBuilds()),
                pick(byMetric, "requests_per_minute", limits.requestsPerMinute()),
                pick(byMetric, "max_in_flight", limits.maxInFlight()),
                maxTier(byMetric, limits.maxTier()));
    }

    private static Tier maxTier(Map<String, LimitOverride> overrides, Tier ofPlan) {
        LimitOverride override = overrides.get(LimitOverride.MAX_TIER);
        if (override == null) {
            return ofPlan;
        }
        return override.tier() == null ? Tier.DEEP : override.tier();
    }

    private static @Nullable Long pick(
            Map<String, LimitOverride> overrides, String metric, @Nullable Long ofPlan) {
        LimitOverride override = overrides.get(metric);
        return override == null ? ofPlan : override.value();
    }
}

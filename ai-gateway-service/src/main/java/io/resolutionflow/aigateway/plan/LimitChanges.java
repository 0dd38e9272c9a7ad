package io.resolutionflow.aigateway.plan;

import io.resolutionflow.aigateway.plan.AccountSettings.PlanTold;
import io.resolutionflow.aigateway.plan.PlanHistory.Version;
import io.resolutionflow.contracts.event.ai.AiPlanChanged;
import io.resolutionflow.contracts.event.ai.AiPlanChanged.ChangedLimit;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.outbox.Outbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells others when an account has another plan or other limits (contract-ai §10). */
@Component
class LimitChanges {

    private final Entitlements entitlements;
    private final AccountSettings settings;
    private final PlanHistory history;
    private final Outbox outbox;

    LimitChanges(
            Entitlements entitlements,
            AccountSettings settings,
            PlanHistory history,
            Outbox outbox) {
        this.entitlements = entitlements;
        this.settings = settings;
        this.history = history;
        this.outbox = outbox;
    }

    /** What held before; asked before the change, in its transaction. */
    Entitlement before(UUID account) {
        catchUp(account);
        return entitlements.of(account);
    }

    /**
     * Tells of the versions of its plan the account was not told of yet, oldest first and each with
     * who made it; in a transaction of the account.
     */
    void catchUp(UUID account) {
        PlanTold told = settings.told(account).orElse(null);
        if (told == null || told.version() >= told.current()) {
            return;
        }
        List<Version> versions = history.since(told.planCode(), told.version());
        List<LimitOverride> overrides = entitlements.of(account).overrides();
        for (int i = 1; i < versions.size(); i++) {
            Version made = versions.get(i);
            List<ChangedLimit> changed =
                    changed(
                            Entitlements.apply(versions.get(i - 1).limits(), overrides),
                            Entitlements.apply(made.limits(), overrides));
            if (!changed.isEmpty() && made.by() != null && made.byName() != null) {
                outbox.append(
                        AiPlanChanged.TYPE,
                        account,
                        new AiPlanChanged(
                                account,
                                told.planCode(),
                                told.planCode(),
                                changed,
                                made.by(),
                                made.byName(),
                                made.actingAs(),
                                made.at()));
            }
        }
        settings.told(account, versions.isEmpty() ? told.current() : versions.getLast().version());
    }

    /** After the change, in its transaction: one event, or none where nothing holds otherwise. */
    void tell(Caller by, UUID account, Entitlement before) {
        Entitlement after = entitlements.of(account);
        List<ChangedLimit> changed = changed(before.limits(), after.limits());
        String plan = after.plan().code();
        if (changed.isEmpty() && plan.equals(before.plan().code())) {
            return;
        }
        outbox.append(
                AiPlanChanged.TYPE,
                account,
                new AiPlanChanged(
                        account,
                        plan,
                        before.plan().code(),
                        changed,
                        by.userId(),
                        by.name(),
                        by.actingAs(),
                        after.asOf()));
    }

    static List<ChangedLimit> changed(Limits before, Limits after) {
        Map<String, @Nullable Object> then = byName(before);
        Map<String, @Nullable Object> now = byName(after);
        return then.keySet().stream()
                .filter(name -> !Objects.equals(then.get(name), now.get(name)))
                .map(name -> new ChangedLimit(name, then.get(name), now.get(name)))
                .toList();
    }

    private static Map<String, @Nullable Object> byName(Limits limits) {
        var byName = new LinkedHashMap<String, @Nullable Object>();
        byName.put("daily_calls", limits.dailyCalls());
        byName.put("monthly_calls", limits.monthlyCalls());
        byName.put("monthly_tokens", limits.monthlyTokens());
        byName.put("monthly_cost_micros", limits.monthlyCostMicros());
        byName.put("monthly_tree_builds", limits.monthlyTreeBuilds());
        byName.put("requests_per_minute", limits.requestsPerMinute());
        byName.put("max_in_flight", limits.maxInFlight());
        byName.put(LimitOverride.MAX_TIER, limits.maxTier().wireName());
        return byName;
    }
}

package io.resolutionflow.aigateway.plan;

import java.time.Instant;
import java.util.List;

/**
 * All that decides what an account may do at one instant: its setting, its plan, and the limits
 * after overrides.
 *
 * @param asOf the database's clock, so that every replica sees the same window
 * @param priceVersions rows of the price table then, which only ever grows: what a replica
 *     remembers of it is whole when it remembers as many
 */
public record Entitlement(
        AccountSetting setting,
        Plan plan,
        Limits limits,
        List<LimitOverride> overrides,
        Instant asOf,
        long priceVersions) {

    /** The same rights a moment later: a pending zone or anchor may have come into force. */
    public Entitlement at(Instant instant) {
        return new Entitlement(
                setting.at(instant), plan, limits, overrides, instant, priceVersions);
    }

    public BillingCalendar calendar() {
        return setting.calendar();
    }
}

package io.resolutionflow.aigateway.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account's own switches (contract-ai §2.1).
 *
 * @param allowedProviders endpoint names, null = all
 * @param offlineOnQuota whether work under way goes on without a model when the quota is spent
 *     (KD-7)
 * @param pending a change of zone or anchor that waits for the end of the running monthly window
 */
public record AccountSetting(
        String planCode,
        ZoneId timeZone,
        int billingAnchorDay,
        @Nullable Pending pending,
        boolean aiEnabled,
        @Nullable List<String> allowedProviders,
        boolean offlineOnQuota,
        String redaction,
        @Nullable Instant promptLogUntil,
        long version) {

    /** What holds from {@code effectiveAt} on. */
    public record Pending(ZoneId timeZone, int billingAnchorDay, Instant effectiveAt) {}

    public boolean allows(String endpoint) {
        return allowedProviders == null || allowedProviders.contains(endpoint);
    }

    /** The setting as it holds at an instant: a pending change whose time has come is in force. */
    public AccountSetting at(Instant instant) {
        if (pending == null || instant.isBefore(pending.effectiveAt())) {
            return this;
        }
        return new AccountSetting(
                planCode,
                pending.timeZone(),
                pending.billingAnchorDay(),
                null,
                aiEnabled,
                allowedProviders,
                offlineOnQuota,
                redaction,
                promptLogUntil,
                version);
    }

    public BillingCalendar calendar() {
        return new BillingCalendar(timeZone, billingAnchorDay);
    }
}

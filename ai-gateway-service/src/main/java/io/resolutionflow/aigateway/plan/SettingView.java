package io.resolutionflow.aigateway.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings as {@code GET /settings} answers them (contract-ai §2.1). */
public record SettingView(
        boolean aiEnabled,
        @Nullable List<String> allowedProviders,
        boolean offlineOnQuota,
        String redaction,
        @Nullable Instant promptLogUntil,
        String timeZone,
        int billingAnchorDay,
        @Nullable PendingView pending,
        long version) {

    public record PendingView(String timeZone, int billingAnchorDay, Instant effectiveAt) {}

    public static SettingView of(AccountSetting setting) {
        var pending = setting.pending();
        return new SettingView(
                setting.aiEnabled(),
                setting.allowedProviders(),
                setting.offlineOnQuota(),
                setting.redaction(),
                setting.promptLogUntil(),
                setting.timeZone().getId(),
                setting.billingAnchorDay(),
                pending == null
                        ? null
                        : new PendingView(
                                pending.timeZone().getId(),
                                pending.billingAnchorDay(),
                                pending.effectiveAt()),
                setting.version());
    }
}

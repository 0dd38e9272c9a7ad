package io.resolutionflow.aigateway.plan.web;

import io.resolutionflow.aigateway.plan.SettingChange;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The writable fields as a whole; {@code version} is the one that was read. */
record SettingsRequest(
        @NotNull @Nullable Boolean aiEnabled,
        @Nullable List<@NotNull String> allowedProviders,
        @NotNull @Nullable Boolean offlineOnQuota,
        @NotNull @Nullable String redaction,
        @Nullable Instant promptLogUntil,
        @NotNull @Nullable String timeZone,
        @NotNull @Nullable Long version) {

    SettingChange change() {
        return new SettingChange(
                null,
                null,
                timeZone,
                aiEnabled,
                true,
                allowedProviders,
                offlineOnQuota,
                redaction,
                true,
                promptLogUntil,
                version);
    }
}

package io.resolutionflow.aigateway.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wanted change of an account's setting; a null member stays as it is, but for the two that know
 * a meaningful null, which come with their own flag.
 *
 * @param planCode, billingAnchorDay the operator's only
 * @param setsAllowedProviders whether {@code allowedProviders} (null = all) is meant
 * @param setsPromptLog whether {@code promptLogUntil} (null = off) is meant
 * @param version the one the change was made from; null only for the operator
 */
public record SettingChange(
        @Nullable String planCode,
        @Nullable Integer billingAnchorDay,
        @Nullable String timeZone,
        @Nullable Boolean aiEnabled,
        boolean setsAllowedProviders,
        @Nullable List<String> allowedProviders,
        @Nullable Boolean offlineOnQuota,
        @Nullable String redaction,
        boolean setsPromptLog,
        @Nullable Instant promptLogUntil,
        @Nullable Long version) {}

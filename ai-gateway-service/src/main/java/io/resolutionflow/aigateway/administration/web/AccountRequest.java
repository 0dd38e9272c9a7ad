package io.resolutionflow.aigateway.administration.web;

import io.resolutionflow.aigateway.plan.SettingChange;
import io.resolutionflow.platform.problem.DomainException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the operator sets; a member that is left out stays as it is. The two whose null has a
 * meaning of its own (all providers; log off) are read as they were sent.
 */
record AccountRequest(
        @Nullable @Size(min = 2, max = 32) String planCode,
        @Nullable @Min(1) @Max(31) Integer billingAnchorDay,
        @Nullable @Size(max = 64) String timeZone,
        @Nullable Boolean aiEnabled,
        @Nullable JsonNode allowedProviders,
        @Nullable Boolean offlineOnQuota,
        @Nullable @Size(max = 16) String redaction,
        @Nullable JsonNode promptLogUntil,
        @Nullable Long version) {

    SettingChange change() {
        return new SettingChange(
                planCode,
                billingAnchorDay,
                timeZone,
                aiEnabled,
                allowedProviders != null,
                names(allowedProviders),
                offlineOnQuota,
                redaction,
                promptLogUntil != null,
                time(promptLogUntil),
                version);
    }

    private static @Nullable List<String> names(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        if (!given.isArray() || !given.valueStream().allMatch(JsonNode::isString)) {
            throw DomainException.invalid(
                    "allowed_providers",
                    "invalid_type",
                    "Send a list of provider names, or null for all.");
        }
        return given.valueStream().map(JsonNode::asString).toList();
    }

    private static @Nullable Instant time(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(given.asString()).toInstant();
        } catch (DateTimeParseException e) {
            throw DomainException.invalid(
                    "prompt_log_until",
                    "invalid_format",
                    "Use a time such as 2026-11-01T00:00:00Z.");
        }
    }
}

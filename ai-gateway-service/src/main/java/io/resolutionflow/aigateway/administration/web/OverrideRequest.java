package io.resolutionflow.aigateway.administration.web;

import io.resolutionflow.aigateway.plan.LimitOverride;
import io.resolutionflow.aigateway.plan.Overrides;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import io.resolutionflow.platform.problem.DomainException;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * @param value a whole number of 0 or more, a tier's name for {@code max_tier}, or null for no
 *     limit
 */
record OverrideRequest(
        @Nullable JsonNode value, @NotNull String reason, @Nullable Instant expiresAt) {

    private static final int SHORTEST_REASON = 3;
    private static final int LONGEST_REASON = 500;

    LimitOverride of(String metric, Instant now) {
        if (!Overrides.METRICS.contains(metric)) {
            throw DomainException.invalid(
                    "metric", "unknown_value", "This limit does not exist or has no override.");
        }
        if (value == null) {
            throw DomainException.invalid("value", "required", "Send a value, or null for none.");
        }
        String why = reason.strip();
        if (why.length() < SHORTEST_REASON || why.length() > LONGEST_REASON) {
            throw DomainException.invalid(
                    "reason",
                    why.length() < SHORTEST_REASON ? "too_short" : "too_long",
                    "Say why in 3 to 500 characters.");
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw DomainException.invalid("expires_at", "out_of_range", "This time has passed.");
        }
        boolean tier = metric.equals(LimitOverride.MAX_TIER);
        return new LimitOverride(
                metric, tier ? null : number(value), tier ? tier(value) : null, why, expiresAt);
    }

    private static @Nullable Long number(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw DomainException.invalid(
                    "value", "invalid_value", "Use a whole number of 0 or more, or null.");
        }
        return value.asLong();
    }

    private static @Nullable Tier tier(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return Arrays.stream(Tier.values())
                .filter(one -> value.isString() && one.wireName().equals(value.asString()))
                .findFirst()
                .orElseThrow(() ->
                        DomainException.invalid(
                                "value", "invalid_value", "Use fast, standard or deep, or null."));
    }
}

package io.resolutionflow.aigateway.plan;

import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Replaces one limit of the plan until it expires. No job ends it: the limit is worked out when it
 * is read.
 *
 * @param value null means no limit
 * @param tier of {@code max_tier} only, in place of a number; null means the highest
 */
public record LimitOverride(
        String metric,
        @Nullable Long value,
        @Nullable Tier tier,
        String reason,
        @Nullable Instant expiresAt) {

    /** The one override that has a name for a value. */
    public static final String MAX_TIER = "max_tier";

    boolean holdsAt(Instant instant) {
        return expiresAt == null || instant.isBefore(expiresAt);
    }

    /** A number, a tier's name, or null. */
    public @Nullable Object shownValue() {
        return metric.equals(MAX_TIER) ? (tier == null ? null : tier.wireName()) : value;
    }
}

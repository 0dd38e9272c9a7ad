package io.resolutionflow.aigateway.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Replaces one limit of the plan until it expires; {@code value} null means no limit. */
public record LimitOverride(
        String metric, @Nullable Long value, String reason, @Nullable Instant expiresAt) {

    boolean holdsAt(Instant instant) {
        return expiresAt == null || instant.isBefore(expiresAt);
    }
}

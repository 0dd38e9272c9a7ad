package io.resolutionflow.aigateway.administration;

import io.resolutionflow.aigateway.plan.LimitOverride;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An override as the operator sees it; {@code value} is a number, a tier's name or null. */
public record OverrideView(
        String metric, @Nullable Object value, String reason, @Nullable Instant expiresAt) {

    public static OverrideView of(LimitOverride override) {
        return new OverrideView(
                override.metric(), override.shownValue(), override.reason(), override.expiresAt());
    }
}

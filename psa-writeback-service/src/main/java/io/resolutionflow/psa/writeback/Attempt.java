package io.resolutionflow.psa.writeback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One try of one step, for the receipt. @param retryAfter seconds the other side asked to wait */
public record Attempt(
        int n,
        String step,
        Instant at,
        String result,
        @Nullable Integer httpStatus,
        @Nullable String code,
        long durationMs,
        @Nullable Long retryAfter) {}

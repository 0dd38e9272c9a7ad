package io.resolutionflow.aigateway.pricing;

import org.jspecify.annotations.Nullable;

/**
 * Six disjoint counts of one attempt (contract-ai §6.5). A part the provider never told is null and
 * priced as fresh input or visible output, which its total then contains.
 */
public record TokenCounts(
        long freshInput,
        @Nullable Long cacheRead,
        @Nullable Long cacheWrite5m,
        @Nullable Long cacheWrite1h,
        long visibleOutput,
        @Nullable Long reasoning) {

    /** Figures counted here: no cache, no reasoning. */
    public static TokenCounts counted(long input, long output) {
        return new TokenCounts(input, 0L, 0L, 0L, output, 0L);
    }

    /** Everything read, with cached and cache writes. */
    public long input() {
        return freshInput + orZero(cacheRead) + orZero(cacheWrite5m) + orZero(cacheWrite1h);
    }

    /** Everything written, with reasoning. */
    public long output() {
        return visibleOutput + orZero(reasoning);
    }

    public long total() {
        return input() + output();
    }

    public TokenCounts plus(TokenCounts other) {
        return new TokenCounts(
                freshInput + other.freshInput,
                sum(cacheRead, other.cacheRead),
                sum(cacheWrite5m, other.cacheWrite5m),
                sum(cacheWrite1h, other.cacheWrite1h),
                visibleOutput + other.visibleOutput,
                sum(reasoning, other.reasoning));
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null && other == null ? null : Long.valueOf(orZero(one) + orZero(other));
    }

    /** Both cache writes; null when neither was told. */
    public @Nullable Long cacheWrite() {
        return cacheWrite5m == null && cacheWrite1h == null
                ? null
                : orZero(cacheWrite5m) + orZero(cacheWrite1h);
    }

    static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}

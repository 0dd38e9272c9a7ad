package io.resolutionflow.aigateway.pricing;

import static io.resolutionflow.aigateway.pricing.TokenCounts.orZero;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs from an instant on, in micros per 1,000,000 tokens (contract-ai §6.5).
 *
 * @param id the price version stamped on every attempt
 */
public record Price(
        UUID id,
        @JsonProperty("provider") String endpoint,
        String model,
        Instant effectiveFrom,
        long input,
        long cacheRead,
        @JsonProperty("cache_write_5m") long cacheWrite5m,
        @JsonProperty("cache_write_1h") long cacheWrite1h,
        long output,
        long reasoning,
        @Nullable String note) {

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /** ⌈ Σ tokens × price ÷ 1,000,000 ⌉: one division, rounded up once, exact beyond 64 bits. */
    public long cost(TokenCounts tokens) {
        return roundedUp(
                times(tokens.freshInput(), input)
                        .add(times(orZero(tokens.cacheRead()), cacheRead))
                        .add(times(orZero(tokens.cacheWrite5m()), cacheWrite5m))
                        .add(times(orZero(tokens.cacheWrite1h()), cacheWrite1h))
                        .add(times(tokens.visibleOutput(), output))
                        .add(times(orZero(tokens.reasoning()), reasoning)));
    }

    /** The most a call of this size can cost: input at the higher of fresh and cache write. */
    public long ceiling(long inputTokens, long outputTokens) {
        return roundedUp(
                times(inputTokens, dearestInput()).add(times(outputTokens, dearestOutput())));
    }

    /**
     * How many output tokens {@code micros} still buy after the input; negative when not even that.
     */
    public long outputTokensFor(long micros, long inputTokens) {
        BigInteger left = times(micros, 1_000_000).subtract(times(inputTokens, dearestInput()));
        if (left.signum() < 0) {
            return -1;
        }
        if (dearestOutput() == 0) {
            return Long.MAX_VALUE;
        }
        BigInteger tokens = left.divide(BigInteger.valueOf(dearestOutput()));
        return tokens.bitLength() > 62 ? Long.MAX_VALUE : tokens.longValueExact();
    }

    private long dearestInput() {
        return Math.max(input, Math.max(cacheWrite5m, cacheWrite1h));
    }

    private long dearestOutput() {
        return Math.max(output, reasoning);
    }

    private static BigInteger times(long tokens, long price) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(price));
    }

    private static long roundedUp(BigInteger millionths) {
        return millionths.add(MILLION).subtract(BigInteger.ONE).divide(MILLION).longValueExact();
    }
}

package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.UsageQuality;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Vendors' figures as our six disjoint counts (reference llm-wire-formats §5). */
final class Figures {

    private static final Logger log = LoggerFactory.getLogger(Figures.class);

    private Figures() {}

    /** A figure, null when it was not told. */
    static @Nullable Long of(JsonNode node) {
        return node.isIntegralNumber() ? node.asLong() : null;
    }

    static long orZero(@Nullable Long figure) {
        return figure == null ? 0 : figure;
    }

    /**
     * A negative difference is the vendor's mistake: it becomes 0, and the figures count as ours.
     */
    static ModelEvent.Usage usage(
            long fresh,
            @Nullable Long cacheRead,
            @Nullable Long write5m,
            @Nullable Long write1h,
            long visible,
            @Nullable Long reasoning,
            boolean complete) {
        boolean odd =
                fresh < 0
                        || visible < 0
                        || orZero(cacheRead) < 0
                        || orZero(write5m) < 0
                        || orZero(write1h) < 0
                        || orZero(reasoning) < 0;
        if (odd) {
            log.warn("provider told figures that do not add up");
        }
        return new ModelEvent.Usage(
                new TokenCounts(
                        Math.max(0, fresh),
                        floor(cacheRead),
                        floor(write5m),
                        floor(write1h),
                        Math.max(0, visible),
                        floor(reasoning)),
                odd ? UsageQuality.COUNTED : UsageQuality.EXACT,
                complete);
    }

    private static @Nullable Long floor(@Nullable Long figure) {
        return figure == null ? null : Long.valueOf(Math.max(0, figure));
    }
}

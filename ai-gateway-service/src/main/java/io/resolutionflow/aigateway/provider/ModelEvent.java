package io.resolutionflow.aigateway.provider;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * What an open call yields, in order: text, usage at any time (cumulative: the last one holds),
 * then the end.
 */
public sealed interface ModelEvent {

    record Text(String text) implements ModelEvent {}

    record Usage(TokenCounts counts, UsageQuality quality) implements ModelEvent {}

    /**
     * @param reason {@code stop}, {@code length} or {@code content_filter}
     */
    record Finished(String reason, @Nullable String upstreamRequestId) implements ModelEvent {}
}

package io.resolutionflow.aigateway.provider;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * What an open call yields, in order: text, usage at any time (cumulative: the last one holds),
 * then the end.
 */
public sealed interface ModelEvent {

    record Text(String text) implements ModelEvent {}

    /**
     * @param complete whether the output figure covers all that was written so far; Anthropic tells
     *     only the input at the start of a stream
     */
    record Usage(TokenCounts counts, UsageQuality quality, boolean complete)
            implements ModelEvent {}

    /** The vendor is at work on something that is not part of the answer, such as thinking. */
    record Alive() implements ModelEvent {}

    /**
     * @param reason {@code stop}, {@code length} or {@code content_filter}
     */
    record Finished(String reason, @Nullable String upstreamRequestId) implements ModelEvent {}
}

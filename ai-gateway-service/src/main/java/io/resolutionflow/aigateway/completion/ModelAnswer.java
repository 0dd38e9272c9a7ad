package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.Metered;

/**
 * What came back from a candidate.
 *
 * @param finishReason {@code stop}, {@code length} or {@code content_filter}
 * @param cancelled the caller left before its end
 */
record ModelAnswer(Metered used, String text, String finishReason, boolean cancelled) {

    /** Whether any event of it was seen. */
    boolean hasBegun() {
        return used.firstEventAt() != null;
    }
}

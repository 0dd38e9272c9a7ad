package io.resolutionflow.handoff.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one try to send. */
public sealed interface Outcome {

    /** Null without an HTTP answer. */
    @Nullable Integer httpStatus();

    /** Stable code; null when it was sent. */
    @Nullable String errorCode();

    record Sent(@Nullable Integer httpStatus) implements Outcome {
        @Override
        public @Nullable String errorCode() {
            return null;
        }
    }

    /**
     * @param atLeast what the receiver asked to wait
     */
    record TryAgain(String errorCode, @Nullable Integer httpStatus, @Nullable Duration atLeast)
            implements Outcome {}

    /**
     * No further try would change it.
     *
     * @param gone the receiver is gone for good
     */
    record Refused(String errorCode, @Nullable Integer httpStatus, boolean gone)
            implements Outcome {}
}

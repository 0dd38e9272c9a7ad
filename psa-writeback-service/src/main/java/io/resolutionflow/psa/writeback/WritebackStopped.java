package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.problem.DomainException;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A step could not be finished now. The state it leaves is stored already; this says what to tell
 * and what may follow.
 */
class WritebackStopped extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final transient DomainException problem;
    private final @Nullable String psaReason;
    private final NextStep nextStep;
    private final @Nullable Duration retryAfter;
    private final boolean forGood;

    WritebackStopped(
            DomainException problem,
            @Nullable String psaReason,
            NextStep nextStep,
            @Nullable Duration retryAfter,
            boolean forGood) {
        super(problem.code(), null, false, false);
        this.problem = problem;
        this.psaReason = psaReason;
        this.nextStep = nextStep;
        this.retryAfter = retryAfter;
        this.forGood = forGood;
    }

    DomainException problem() {
        return problem;
    }

    @Nullable String psaReason() {
        return psaReason;
    }

    NextStep nextStep() {
        return nextStep;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Trying the same again by itself would not help. */
    boolean isForGood() {
        return forGood;
    }
}

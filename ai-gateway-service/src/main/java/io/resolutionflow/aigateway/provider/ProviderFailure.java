package io.resolutionflow.aigateway.provider;

import java.io.Serial;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A provider said no or nothing. Carries no vendor text: that ends in no log, row or answer
 * (KD-24).
 */
public class ProviderFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** Classes of contract-ai §5.2. */
    public enum ErrorClass {
        SERVER(true, true),
        OVERLOADED(true, true),
        RATE_LIMITED(true, true),
        PROVIDER_QUOTA(false, true),
        AUTH(false, true),
        MODEL_MISSING(false, true),
        REJECTED(false, false),
        BLOCKED(false, false),
        TIMEOUT(false, true),
        INTERRUPTED(false, false);

        private final boolean sameAgain;
        private final boolean nextCandidate;

        ErrorClass(boolean sameAgain, boolean nextCandidate) {
            this.sameAgain = sameAgain;
            this.nextCandidate = nextCandidate;
        }

        public boolean sameCandidateAgain() {
            return sameAgain;
        }

        public boolean nextCandidate() {
            return nextCandidate;
        }

        /** Whether the breaker of the model counts it (contract-ai §5.2). */
        public boolean countsForBreaker() {
            return this == SERVER || this == OVERLOADED || this == TIMEOUT || this == INTERRUPTED;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a refused request may be repaired by. */
    public enum Cure {
        NONE,
        /** The server named usage in streams or the native schema: once more without. */
        SEND_PLAIN,
        /** Too long for this model: only a larger one can help. */
        LARGER_MODEL
    }

    private final ErrorClass errorClass;
    private final @Nullable Integer httpStatus;
    private final @Nullable Duration retryAfter;
    private final Cure cure;

    public ProviderFailure(
            ErrorClass errorClass, @Nullable Integer httpStatus, @Nullable Duration retryAfter) {
        this(errorClass, httpStatus, retryAfter, Cure.NONE);
    }

    public ProviderFailure(
            ErrorClass errorClass,
            @Nullable Integer httpStatus,
            @Nullable Duration retryAfter,
            Cure cure) {
        super(errorClass.wireName(), null, false, false);
        this.errorClass = errorClass;
        this.httpStatus = httpStatus;
        this.retryAfter = retryAfter;
        this.cure = cure;
    }

    public Cure cure() {
        return cure;
    }

    public ErrorClass errorClass() {
        return errorClass;
    }

    public @Nullable Integer httpStatus() {
        return httpStatus;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}

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

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final ErrorClass errorClass;
    private final @Nullable Integer httpStatus;
    private final @Nullable Duration retryAfter;

    public ProviderFailure(
            ErrorClass errorClass, @Nullable Integer httpStatus, @Nullable Duration retryAfter) {
        super(errorClass.wireName(), null, false, false);
        this.errorClass = errorClass;
        this.httpStatus = httpStatus;
        this.retryAfter = retryAfter;
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

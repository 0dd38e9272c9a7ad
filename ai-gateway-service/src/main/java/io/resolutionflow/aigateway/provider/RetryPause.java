package io.resolutionflow.aigateway.provider;

import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long to wait before the same model is asked again (contract-ai §5.2). */
public final class RetryPause {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private RetryPause() {}

    /**
     * @param left of the time of the whole call
     * @return null when it is not to be asked again
     */
    public static @Nullable Duration before(ProviderFailure failure, Duration left) {
        if (!failure.errorClass().sameCandidateAgain()) {
            return null;
        }
        Duration told = failure.retryAfter();
        if (failure.errorClass() == ErrorClass.RATE_LIMITED) {
            boolean soon =
                    told != null
                            && told.compareTo(LONGEST) <= 0
                            && told.multipliedBy(4).compareTo(left) <= 0;
            return soon ? told : null;
        }
        Duration pause =
                told != null && told.compareTo(LONGEST) <= 0
                        ? told
                        : PAUSE.multipliedBy(ThreadLocalRandom.current().nextInt(50, 151))
                                .dividedBy(100);
        return pause.multipliedBy(2).compareTo(left) < 0 ? pause : null;
    }
}

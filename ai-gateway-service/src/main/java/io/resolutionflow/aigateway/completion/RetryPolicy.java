package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Circuits;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.Cure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.RetryPause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What follows a failed attempt: the table of contract-ai §5.2. */
@Component
class RetryPolicy {

    private static final int MOST_ATTEMPTS = 3;
    private static final double WORTH_ANOTHER = 0.2;

    private final Circuits circuits;
    private final Clock clock;

    RetryPolicy(Circuits circuits, Clock clock) {
        this.circuits = circuits;
        this.clock = clock;
    }

    /**
     * @param kind {@code retry} or {@code fallback}
     */
    record Next(RunAttempt.Try attempt, String kind, Duration pause) {}

    /**
     * @param candidates in order
     * @param retried whether the failed attempt was the second one at its candidate
     * @param began when the request began
     * @return null when nothing more is tried; else its breaker let the attempt through, and
     *     whoever makes it tells how it ended
     */
    @Nullable Next after(
            RunAttempt.Try failed,
            ProviderFailure failure,
            List<Candidate> candidates,
            boolean retried,
            Instant began,
            Instant deadline) {
        Candidate current = failed.candidate();
        int n = failed.n() + 1;
        Duration pause =
                retried
                        ? null
                        : RetryPause.before(failure, Duration.between(clock.instant(), deadline));
        if (failure.errorClass() == ErrorClass.RATE_LIMITED && pause == null) {
            circuits.cool(current.profile(), failure.retryAfter());
        }
        if (n > MOST_ATTEMPTS) {
            return null;
        }
        boolean plain = failure.cure() == Cure.SEND_PLAIN && !failed.plain();
        boolean again = (plain || pause != null) && circuits.admits(current.profile());
        if (again && plain) {
            return new Next(new RunAttempt.Try(n, current, true), "retry", Duration.ZERO);
        }
        if (again && pause != null) {
            return new Next(new RunAttempt.Try(n, current, failed.plain()), "retry", pause);
        }
        Candidate other = isTimeLeft(began, deadline) ? other(current, failure, candidates) : null;
        return other == null
                ? null
                : new Next(new RunAttempt.Try(n, other, false), "fallback", Duration.ZERO);
    }

    private @Nullable Candidate other(
            Candidate current, ProviderFailure failure, List<Candidate> candidates) {
        boolean larger = failure.cure() == Cure.LARGER_MODEL;
        if (!larger && !failure.errorClass().nextCandidate()) {
            return null;
        }
        return candidates.stream()
                .skip(candidates.indexOf(current) + 1L)
                .filter(one -> !larger || one.profile().maxInput() > current.profile().maxInput())
                .filter(one -> circuits.restsUntil(one.profile()) == null)
                .filter(one -> circuits.admits(one.profile()))
                .findFirst()
                .orElse(null);
    }

    private boolean isTimeLeft(Instant began, Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        Duration whole = Duration.between(began, deadline);
        return left.isPositive() && left.toMillis() >= whole.toMillis() * WORTH_ANOTHER;
    }
}

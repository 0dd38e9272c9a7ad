package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.writeback.Writeback.LastError;
import io.resolutionflow.psa.writeback.Writeback.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When a stopped write-back goes on by itself (contract-psa §10); null when it waits for a person.
 */
@Component
class NextTry {

    private static final double SPREAD = 0.2;
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final WritebackSettings settings;
    private final RandomGenerator random = RandomGenerator.getDefault();

    NextTry(WritebackSettings settings) {
        this.settings = settings;
    }

    @Nullable Instant at(
            Writeback w,
            WritebackState state,
            Progress progress,
            @Nullable Duration retryAfter,
            Instant now) {
        return switch (state) {
            case UNKNOWN ->
                    w.note()
                            .nextLook(
                                    now,
                                    settings.reconcile().looks(),
                                    settings.reconcile().thenEvery(),
                                    settings.reconcile().quiet());
            case PENDING_RETRY -> now.plus(wait(w, progress, retryAfter));
            default -> null;
        };
    }

    private Duration wait(Writeback w, Progress progress, @Nullable Duration retryAfter) {
        if (w.note().isDone() && w.status().isDone()) {
            return settings.retry().sessionStep();
        }
        LastError error = progress.lastError();
        if (error != null && error.code().equals("psa_circuit_open") && retryAfter != null) {
            return retryAfter;
        }
        List<Duration> backoff = settings.retry().backoff();
        Duration base =
                backoff.get(Math.clamp(progress.automaticTries() - 1L, 0, backoff.size() - 1));
        Duration spread =
                Duration.ofMillis(
                        (long) (base.toMillis() * (1 + SPREAD * (2 * random.nextDouble() - 1))));
        if (retryAfter == null) {
            return spread;
        }
        Duration asked = retryAfter.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : retryAfter;
        return asked.compareTo(spread) > 0 ? asked : spread;
    }
}

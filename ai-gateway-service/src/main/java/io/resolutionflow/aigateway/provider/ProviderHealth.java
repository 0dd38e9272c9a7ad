package io.resolutionflow.aigateway.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What this replica saw of each model in the last five minutes. Keys are configured models only and
 * the memory of each is bounded, so it cannot grow.
 */
@Component
public class ProviderHealth {

    private static final Duration SPAN = Duration.ofMinutes(5);
    private static final int REMEMBERED = 500;

    /**
     * @param calls in the last five minutes
     * @param p50Ms of the calls that succeeded; null without one
     */
    public record Seen(
            @Nullable Instant lastOkAt,
            @Nullable String lastErrorCode,
            boolean lastWasOk,
            int calls,
            int failures,
            @Nullable Long p50Ms) {}

    private record Outcome(Instant at, boolean ok, long millis) {}

    private static final class History {
        private final Deque<Outcome> outcomes = new ArrayDeque<>();
        private @Nullable Instant lastOkAt;
        private @Nullable String lastErrorCode;
        private boolean lastWasOk;
    }

    private final Map<String, History> seen = new ConcurrentHashMap<>();
    private final Clock clock;

    ProviderHealth(Clock clock) {
        this.clock = clock;
    }

    public void succeeded(ModelProfile model, Duration took) {
        add(model, new Outcome(clock.instant(), true, took.toMillis()), null);
    }

    public void failed(ModelProfile model, String errorCode, Duration took) {
        add(model, new Outcome(clock.instant(), false, took.toMillis()), errorCode);
    }

    private void add(ModelProfile model, Outcome outcome, @Nullable String errorCode) {
        History history = seen.computeIfAbsent(model.key(), key -> new History());
        synchronized (history) {
            history.outcomes.addLast(outcome);
            if (history.outcomes.size() > REMEMBERED) {
                history.outcomes.removeFirst();
            }
            history.lastWasOk = outcome.ok();
            if (outcome.ok()) {
                history.lastOkAt = outcome.at();
            } else {
                history.lastErrorCode = errorCode;
            }
        }
    }

    /** Null when this replica has not asked the model yet. */
    public @Nullable Seen of(String modelKey) {
        History history = seen.get(modelKey);
        if (history == null) {
            return null;
        }
        Instant from = clock.instant().minus(SPAN);
        synchronized (history) {
            while (!history.outcomes.isEmpty() && history.outcomes.getFirst().at().isBefore(from)) {
                history.outcomes.removeFirst();
            }
            long[] fine =
                    history.outcomes.stream()
                            .filter(Outcome::ok)
                            .mapToLong(Outcome::millis)
                            .sorted()
                            .toArray();
            return new Seen(
                    history.lastOkAt,
                    history.lastErrorCode,
                    history.lastWasOk,
                    history.outcomes.size(),
                    history.outcomes.size() - fine.length,
                    fine.length == 0 ? null : fine[(fine.length - 1) / 2]);
        }
    }

    /** Keys of the models this replica has asked. */
    public Set<String> known() {
        return Set.copyOf(seen.keySet());
    }
}

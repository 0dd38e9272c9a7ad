package io.resolutionflow.aigateway.provider;

import io.resolutionflow.contracts.ai.AiCalls.Reference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which model served a piece of work last: within five minutes it is asked first, because its
 * prompt cache is warm. The account is in the key; bounded, and of this replica only.
 */
@Component
public class Affinity {

    private static final Duration WARM = Duration.ofMinutes(5);
    private static final int REMEMBERED = 20_000;

    private record Work(UUID account, Reference reference) {}

    private record Served(String modelKey, Instant at) {}

    private final Clock clock;
    private final Map<Work, Served> served =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Work, Served> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Affinity(Clock clock) {
        this.clock = clock;
    }

    public void served(UUID account, @Nullable Reference reference, ModelProfile model) {
        if (reference != null && !model.isOffline()) {
            synchronized (served) {
                served.put(new Work(account, reference), new Served(model.key(), clock.instant()));
            }
        }
    }

    /** Key of the model that is warm for this work, null when none is. */
    public @Nullable String warm(UUID account, @Nullable Reference reference) {
        if (reference == null) {
            return null;
        }
        synchronized (served) {
            Served last = served.get(new Work(account, reference));
            return last != null && last.at().plus(WARM).isAfter(clock.instant())
                    ? last.modelKey()
                    : null;
        }
    }
}

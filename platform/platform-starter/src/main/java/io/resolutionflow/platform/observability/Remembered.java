package io.resolutionflow.platform.observability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A figure that costs a query, asked for at most every five seconds by all gauges that show it. */
public final class Remembered<T> {

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Clock clock;
    private final Supplier<T> query;
    private @Nullable T value;
    private Instant until = Instant.MIN;

    public Remembered(Clock clock, Supplier<T> query) {
        this.clock = clock;
        this.query = query;
    }

    public synchronized T get() {
        T known = value;
        if (known == null || !clock.instant().isBefore(until)) {
            known = query.get();
            value = known;
            until = clock.instant().plus(KEPT);
        }
        return known;
    }
}

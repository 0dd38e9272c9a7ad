package io.resolutionflow.platform.deadline;

import io.resolutionflow.platform.identity.TenantHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much time the running request has left. It travels to the next service in {@value #HEADER},
 * in milliseconds and not as a time of day, because clocks differ; a call is cut where the caller
 * would stop waiting anyway, and so is a statement of the database. Unbound in background work and
 * where no caller named one.
 */
public final class Deadline {

    /** Set by the gateway, which removes what a client sends under this name. */
    public static final String HEADER = TenantHeaders.TIME_LEFT;

    private static final ThreadLocal<@Nullable Long> UNTIL = new ThreadLocal<>();

    private Deadline() {}

    /** Time left, not below zero. */
    public static Optional<Duration> left() {
        Long until = UNTIL.get();
        return until == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }

    /** Binds a deadline to the running thread until closed; the nearer one holds. */
    public static Bound within(Duration time) {
        Long before = UNTIL.get();
        long until = System.nanoTime() + time.toNanos();
        UNTIL.set(before == null ? until : Math.min(before, until));
        return () -> {
            if (before == null) {
                UNTIL.remove();
            } else {
                UNTIL.set(before);
            }
        };
    }

    /** Ends the binding. */
    public interface Bound extends AutoCloseable {

        @Override
        void close();
    }
}

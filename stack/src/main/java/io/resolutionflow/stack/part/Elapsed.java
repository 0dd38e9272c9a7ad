package io.resolutionflow.stack.part;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
public final class Elapsed {

    private static final double MILLIS = 1_000;

    private Elapsed() {}

    /** E.g. {@code 3.2 s}. */
    public static String text(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / MILLIS);
    }

    /** E.g. {@code 2h 05m}, {@code 3m 07s}, {@code 12s}. */
    public static String rough(Duration duration) {
        if (duration.toHours() > 0) {
            return String.format(
                    Locale.ROOT, "%dh %02dm", duration.toHours(), duration.toMinutesPart());
        }
        if (duration.toMinutes() > 0) {
            return String.format(
                    Locale.ROOT, "%dm %02ds", duration.toMinutes(), duration.toSecondsPart());
        }
        return duration.toSeconds() + "s";
    }
}

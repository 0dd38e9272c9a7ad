package io.resolutionflow.platform.sse;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the reader of a numbered feed goes on: behind what it had last, or at the live end with the
 * reason why an unbroken sequence cannot be given.
 *
 * @param position everything behind it is sent
 * @param brokenBy {@code unknown_id}, {@code too_old}, {@code too_many}, or null
 */
public record SseResume(long position, @Nullable String brokenBy) {

    /**
     * Feed numbers rise by one from 1.
     *
     * @param lastEventId null or blank at a first connection
     * @param live where the reader goes on when it cannot resume; read before {@code newest}
     * @param newest last number given out
     * @param kept whether the event of a number is still there
     * @param most how many events may be replayed
     */
    public static SseResume from(
            @Nullable String lastEventId, long live, long newest, LongPredicate kept, int most) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return new SseResume(live, null);
        }
        long last;
        try {
            last = Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException e) {
            return new SseResume(live, "unknown_id");
        }
        if (last < 0 || last > newest) {
            return new SseResume(live, "unknown_id");
        }
        if (last < newest && !kept.test(last + 1)) {
            return new SseResume(live, "too_old");
        }
        return newest - last > most ? new SseResume(live, "too_many") : new SseResume(last, null);
    }
}

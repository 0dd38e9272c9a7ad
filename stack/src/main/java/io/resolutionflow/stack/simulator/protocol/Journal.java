package io.resolutionflow.stack.simulator.protocol;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every request with its outcome, oldest first. Headers are not kept: they hold the credentials.
 */
public final class Journal {

    private static final int KEPT = 5_000;

    /**
     * One request.
     *
     * @param status 0 when none was sent
     * @param modes the faults that struck it
     * @param durationMs until the answer was decided, not until the client had it
     */
    public record Entry(
            Instant at,
            String provider,
            String method,
            String path,
            @Nullable String query,
            String operation,
            @Nullable String ticketId,
            int status,
            String outcome,
            List<String> modes,
            long durationMs,
            String requestBody) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    synchronized void add(Entry entry) {
        entries.addLast(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized void clear() {
        entries.clear();
    }
}

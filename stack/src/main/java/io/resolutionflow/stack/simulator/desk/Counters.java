package io.resolutionflow.stack.simulator.desk;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a test may assert as a number. */
public final class Counters {

    /** The figures at one moment; {@code requests} by operation. */
    public record Figures(
            long notesStored, long mailsSent, long statusChanges, Map<String, Long> requests) {}

    private final Map<Operation, Long> requests = new EnumMap<>(Operation.class);
    private long mailsSent;

    synchronized void reset() {
        requests.clear();
        mailsSent = 0;
    }

    public synchronized void request(Operation operation) {
        requests.merge(operation, 1L, Long::sum);
    }

    /** A note went out with notifications on: the real system would have mailed somebody. */
    public synchronized void mailSent() {
        mailsSent++;
    }

    synchronized Figures figures(long notesStored, long statusChanges) {
        var byName = new LinkedHashMap<String, Long>();
        for (var operation : Operation.values()) {
            byName.put(operation.wireName(), requests.getOrDefault(operation, 0L));
        }
        return new Figures(notesStored, mailsSent, statusChanges, byName);
    }
}

package io.resolutionflow.platform.outbox;

import io.resolutionflow.platform.outbox.OutboxStore.Due;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;

/**
 * Due events in the order they may be sent: the next one of every aggregate, then the one after.
 */
class Waves {

    private final Map<Aggregate, Queue<Due>> waiting = new LinkedHashMap<>();

    private record Aggregate(UUID accountId, String id) {

        static Aggregate of(Due event) {
            return new Aggregate(event.accountId(), event.aggregateId());
        }
    }

    /**
     * @param due of each aggregate in the order of its sequence
     */
    Waves(List<Due> due) {
        due.forEach(event ->
                waiting.computeIfAbsent(Aggregate.of(event), key -> new ArrayDeque<>()).add(event));
    }

    boolean hasNext() {
        return !waiting.isEmpty();
    }

    List<Due> next() {
        var wave = new ArrayList<Due>();
        waiting.values()
                .removeIf(events -> {
                    wave.add(events.remove());
                    return events.isEmpty();
                });
        return wave;
    }

    /** The rest of an aggregate waits for another turn. */
    void drop(Due failed) {
        waiting.remove(Aggregate.of(failed));
    }
}

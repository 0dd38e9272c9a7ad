package io.resolutionflow.stack.simulator.desk;

import java.time.Instant;
import java.util.Map;

/**
 * A note as it is really stored.
 *
 * @param text what a read gives back, {@code sentText} what the client sent: a fault may have made
 *     them differ
 * @param flags kind and visibility in the provider's own words
 * @param visibleAt from when on reads show it
 * @param seeded true for notes that were there at start
 */
public record Note(
        long id,
        long ticketId,
        String title,
        String text,
        String sentText,
        Map<String, Object> flags,
        String author,
        Instant createdAt,
        Instant visibleAt,
        boolean seeded) {

    public Note {
        flags = Map.copyOf(flags);
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(flags.get(name));
    }
}

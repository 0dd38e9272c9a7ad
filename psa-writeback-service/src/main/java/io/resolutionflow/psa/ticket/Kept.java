package io.resolutionflow.psa.ticket;

import java.util.List;

/**
 * A list of the ticketing system, from there or kept. @param stale true when the system was away
 * and an old copy answers
 */
public record Kept<T>(List<T> items, boolean stale) {

    public Kept {
        items = List.copyOf(items);
    }
}

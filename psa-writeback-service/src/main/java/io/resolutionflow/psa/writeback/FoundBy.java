package io.resolutionflow.psa.writeback;

import java.util.Locale;

/** What proves that a note is in the ticket. */
public enum FoundBy {
    RESPONSE,
    MARKER,
    PERSON;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

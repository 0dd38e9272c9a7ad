package io.resolutionflow.psa.writeback;

import java.util.Locale;

/** Where the note stands (contract-psa §8.1). */
public enum NoteState {
    PENDING,
    SENDING,
    CONFIRMED,
    REJECTED,
    UNKNOWN,
    RECONCILE,
    NEEDS_PERSON,
    GIVEN_UP,
    CANCELLED,
    NOT_NEEDED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

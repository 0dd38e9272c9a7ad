package io.resolutionflow.psa.writeback;

import java.util.Locale;

/** What reading the note again showed. */
public enum ReadBack {
    MATCH,
    DIFFERS,
    VISIBILITY_DIFFERS,
    NOT_READ;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

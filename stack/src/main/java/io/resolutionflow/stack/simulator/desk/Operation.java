package io.resolutionflow.stack.simulator.desk;

import java.util.Locale;

/** What a request is about, as the fault switch and the counters see it. */
public enum Operation {
    /** Adds a note to a ticket. */
    NOTE,
    /** Changes a ticket. */
    STATUS,
    /** Reads anything. */
    READ,
    /** Time entries, callbacks and what does not exist. */
    OTHER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.resolutionflow.psa.writeback;

import java.util.Locale;

/** Who started a write-back: a person's post, or an event the account asked to follow. */
public enum Origin {
    MANUAL_POST,
    AUTO;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

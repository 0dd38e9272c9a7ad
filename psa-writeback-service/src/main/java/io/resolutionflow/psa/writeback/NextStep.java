package io.resolutionflow.psa.writeback;

import java.util.Locale;

/** What the person can do about a write-back that stopped. */
public enum NextStep {
    REPEAT,
    WAIT,
    DECIDE,
    RETRY_PSA_PUSH,
    FIX_CONNECTION,
    FIX_MAPPING;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

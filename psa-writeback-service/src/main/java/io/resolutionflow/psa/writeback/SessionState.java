package io.resolutionflow.psa.writeback;

import java.util.Locale;

/** Where the session's own change stands (contract-psa §8.3). */
public enum SessionState {
    WAITING,
    PENDING,
    APPLIED,
    CONFLICT,
    NOT_NEEDED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.resolutionflow.psa.writeback;

import java.util.Locale;

/** Why a status does not count as set. */
public enum Verification {
    REFUSED,
    REJECTED,
    CHANGED_ELSEWHERE,
    UNREADABLE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

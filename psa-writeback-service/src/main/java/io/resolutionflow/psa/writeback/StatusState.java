package io.resolutionflow.psa.writeback;

import java.util.Locale;

/** Where the status stands (contract-psa §8.2). */
public enum StatusState {
    WAITING,
    PENDING,
    SENDING,
    VERIFYING,
    VERIFIED,
    NOT_VERIFIED,
    SKIPPED,
    NOT_NEEDED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.resolutionflow.psa.connection;

import java.util.Locale;

/** How a connection stands (contract-psa §2.1). */
public enum ConnectionStatus {
    UNTESTED,
    OK,
    DEGRADED,
    /** Only tests go out; waiting write-backs are kept. */
    PAUSED,
    /** Kept as a row for receipts, secrets erased. */
    DELETED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

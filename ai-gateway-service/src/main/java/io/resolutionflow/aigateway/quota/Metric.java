package io.resolutionflow.aigateway.quota;

import java.util.Locale;

/** What can run out, in the order that settles ties of {@code deny_reason} (contract-ai §2.2). */
public enum Metric {
    MONTHLY,
    TOKENS,
    COST,
    TREE_BUILDS,
    DAILY;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

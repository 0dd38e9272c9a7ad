package io.resolutionflow.aigateway.provider;

import java.util.Locale;

/** Where figures come from (contract-ai §1): the provider, a count made here, or nowhere. */
public enum UsageQuality {
    EXACT,
    COUNTED,
    UNKNOWN;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

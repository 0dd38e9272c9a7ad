package io.resolutionflow.psa.connector;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ticketing systems of contract-psa §1. */
public enum Provider {
    CONNECTWISE,
    AUTOTASK,
    HALOPSA,
    ZAMMAD,
    REQUEST_TRACKER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Provider> fromWireName(String name) {
        return Arrays.stream(values())
                .filter(provider -> provider.wireName().equals(name))
                .findFirst();
    }
}

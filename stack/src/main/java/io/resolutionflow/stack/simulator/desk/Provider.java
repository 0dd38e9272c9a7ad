package io.resolutionflow.stack.simulator.desk;

import java.util.Arrays;
import java.util.Locale;

/** The ticket systems that are simulated, by the names ResolutionFlow gives them. */
public enum Provider {
    CONNECTWISE,
    AUTOTASK;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for any other name
     */
    public static Provider of(String wireName) {
        return Arrays.stream(values())
                .filter(provider -> provider.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "provider is one of connectwise, autotask; not " + wireName));
    }
}

package io.resolutionflow.psa.connector;

import java.util.Locale;

/** Who sees a note. */
public enum Visibility {
    CUSTOMER,
    INTERNAL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Visibility of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}

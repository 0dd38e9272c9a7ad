package io.resolutionflow.l1walk.flow;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose flow it is: the account's own, or of the shipped library. */
public enum FlowSource {
    ACCOUNT,
    LIBRARY;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FlowSource of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}

package io.resolutionflow.psa.secret;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A value that must not appear in logs, traces or exceptions: its text is three stars, whoever
 * asks.
 */
public final class Secret {

    private static final int SHOWN = 4;

    private final String value;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret(String value) {
        this.value = value;
    }

    /** The value itself, for the one place that sends it. */
    public String reveal() {
        return value;
    }

    /** The last four characters; nothing of a secret that has hardly more (contract-psa §2.1). */
    public String hint() {
        return value.length() <= SHOWN + 1 ? "" : value.substring(value.length() - SHOWN);
    }

    @Override
    public String toString() {
        return "***";
    }
}

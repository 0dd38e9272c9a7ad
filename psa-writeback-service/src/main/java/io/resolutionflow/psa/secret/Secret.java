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

    /** The last four characters, fewer of a short secret: never more than a third of it. */
    public String hint() {
        int shown = Math.min(SHOWN, value.length() / 3);
        return value.substring(value.length() - shown);
    }

    @Override
    public String toString() {
        return "***";
    }
}

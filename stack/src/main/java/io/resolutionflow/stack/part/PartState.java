package io.resolutionflow.stack.part;

import java.util.Locale;

/** {@code failed}: it was started and its process ended, or it lives and does not get ready. */
public enum PartState {
    UP,
    DOWN,
    STARTING,
    FAILED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

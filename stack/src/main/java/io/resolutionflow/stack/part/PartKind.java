package io.resolutionflow.stack.part;

import java.util.Locale;

/** What sort of part the status shows. */
public enum PartKind {
    BACKING,
    SERVICE,
    SIMULATOR,
    WEB;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

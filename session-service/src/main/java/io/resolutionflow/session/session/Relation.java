package io.resolutionflow.session.session;

import java.util.Locale;

/** What a person is to a session; the first that fits (contract-sessions §4.3). */
public enum Relation {
    HANDLER,
    OWNER,
    PAST_HANDLER,
    TARGET,
    COLLEAGUE,
    /** Not a reader: to this person the session does not exist. */
    NONE;

    public boolean mayRead() {
        return this != NONE;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

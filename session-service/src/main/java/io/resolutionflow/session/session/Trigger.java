package io.resolutionflow.session.session;

import java.util.Locale;

/** What may change a session's status (first column of contract-sessions §2). */
public enum Trigger {
    CREATE,
    PAUSE,
    RESUME,
    PARK,
    ESCALATE,
    /** A package post; joins an open escalation when there is one. */
    PACKAGE_POST,
    CLAIM,
    RELEASE,
    REASSIGN,
    CANCEL,
    RESOLVE,
    /** A resolution note that was posted closes the session. */
    NOTE_POST,
    ABANDON,
    DELETE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

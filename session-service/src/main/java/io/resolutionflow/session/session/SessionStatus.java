package io.resolutionflow.session.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a session stands (contract-sessions §1, §2). */
public enum SessionStatus {
    ACTIVE,
    PAUSED,
    /** Waits for a colleague. */
    REQUESTING_ESCALATION,
    /** The same, and the written package has been posted. */
    ESCALATED,
    RESOLVED,
    ABANDONED;

    public static final List<SessionStatus> OPEN =
            List.of(ACTIVE, PAUSED, REQUESTING_ESCALATION, ESCALATED);

    public boolean isOpen() {
        return OPEN.contains(this);
    }

    /** As it stands in JSON and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SessionStatus> ofWire(String name) {
        return Arrays.stream(values()).filter(status -> status.wire().equals(name)).findFirst();
    }
}

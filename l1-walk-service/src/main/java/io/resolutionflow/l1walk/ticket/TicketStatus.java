package io.resolutionflow.l1walk.ticket;

import java.util.Locale;
import java.util.Set;

/** States of an internal ticket and the moves between them (contract-l1 §6). */
public enum TicketStatus {
    OPEN,
    WALKING,
    RESOLVED,
    ESCALATED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TicketStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** States from which this one may be reached. */
    Set<TicketStatus> from() {
        return switch (this) {
            case OPEN -> Set.of(WALKING, ESCALATED);
            case WALKING -> Set.of(OPEN, ESCALATED);
            case RESOLVED -> Set.of(OPEN, WALKING, ESCALATED);
            case ESCALATED -> Set.of(OPEN, WALKING);
        };
    }

    public boolean mayBecome(TicketStatus next) {
        return next.from().contains(this);
    }
}

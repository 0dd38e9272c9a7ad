package io.resolutionflow.l1walk.walk;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** States of a walk (contract-l1 §6). */
public enum WalkStatus {
    ACTIVE,
    RESOLVED,
    ESCALATED,
    ABANDONED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static WalkStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** The table of contract-l1 §6; resolved is final. */
    public boolean mayBecome(WalkStatus next) {
        return switch (this) {
            case ACTIVE -> next == RESOLVED || next == ESCALATED || next == ABANDONED;
            case ABANDONED -> next == ACTIVE;
            case ESCALATED -> next == ACTIVE || next == ABANDONED;
            case RESOLVED -> false;
        };
    }
}

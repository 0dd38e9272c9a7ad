package io.resolutionflow.l1walk.escalation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something handoff-service did with a hand-off of a walk, told by a call or by an event; both go
 * through the same code.
 *
 * @param claimEpoch rises with claim, release, reassign and cancel; an older one changes nothing
 * @param claimed whether somebody holds it after the act
 */
public record HandoffAct(
        Kind kind,
        int claimEpoch,
        boolean claimed,
        @Nullable UUID handlerId,
        @Nullable String handlerName,
        @Nullable UUID aiSessionId,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String reason,
        Instant at) {

    /** What was done. */
    public enum Kind {
        CREATED,
        CLAIM,
        RELEASE,
        REASSIGN,
        CANCEL,
        CLOSE
    }
}

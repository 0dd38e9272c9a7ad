package io.resolutionflow.psa.writeback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The session's own change: resolve or escalate, once note and status are done (contract-psa §8.3).
 */
public record SessionStep(
        SessionState state,
        @Nullable String sessionStatus,
        @Nullable Instant at,
        @Nullable UUID handoffId) {

    static SessionStep waiting() {
        return new SessionStep(SessionState.WAITING, null, null, null);
    }

    /** The owner changed its status already, as with every automatic push. */
    static SessionStep notNeeded() {
        return new SessionStep(SessionState.NOT_NEEDED, null, null, null);
    }

    boolean isDone() {
        return state == SessionState.APPLIED || state == SessionState.NOT_NEEDED;
    }

    SessionStep pending() {
        return new SessionStep(SessionState.PENDING, sessionStatus, at, handoffId);
    }

    SessionStep applied(String status, @Nullable UUID effectiveHandoff, Instant now) {
        return new SessionStep(SessionState.APPLIED, status, now, effectiveHandoff);
    }

    SessionStep conflict(@Nullable String status, Instant now) {
        return new SessionStep(SessionState.CONFLICT, status, now, handoffId);
    }
}

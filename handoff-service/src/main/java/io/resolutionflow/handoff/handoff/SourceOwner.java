package io.resolutionflow.handoff.handoff;

import io.resolutionflow.platform.audit.AuditLog.Actor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The service that owns a source's status: session-service or l1-walk-service. Never called inside
 * a transaction.
 */
public interface SourceOwner {

    /**
     * Tells the owner about an act, after our commit; at most 2 s and one retry. The event of the
     * act is the net.
     */
    Answer apply(Act act, Handoff handoff, Actor actor, Instant at, @Nullable String reason);

    /** What the owner said. */
    sealed interface Answer {

        /**
         * @param sessionStatus status of the source after the act
         */
        record Applied(String sessionStatus) implements Answer {}

        /** The source is over for good: the hand-off closes with this reason. */
        record Refused(CloseReason reason) implements Answer {}

        /** Not reached; the event applies it later. */
        record Away() implements Answer {}
    }

    /**
     * Asks for the transition of an AI session, idempotent on {@code handoffId}.
     *
     * @throws io.resolutionflow.platform.problem.DomainException with the owner's "no", or 503 when
     *     it is away
     */
    Handed handOn(UUID sessionId, UUID handoffId, Wish wish);

    /**
     * 404 when the caller may not read this AI session, 403 {@code not_session_handler} when a
     * colleague works it.
     */
    void requireHandler(UUID sessionId);

    /** Whether the caller may read this source, session or walk. */
    boolean mayRead(UUID sourceId);

    /** What the originator asks for. */
    record Wish(
            Intent intent,
            @Nullable String reason,
            @Nullable String engineerNotes,
            @Nullable Priority priority,
            @Nullable UUID targetUserId) {}

    /** The owner's transition. */
    record Handed(
            String sessionStatus,
            Person originator,
            @Nullable UUID teamId,
            long sourceSeq,
            Instant createdAt,
            JsonNode snapshot) {}
}

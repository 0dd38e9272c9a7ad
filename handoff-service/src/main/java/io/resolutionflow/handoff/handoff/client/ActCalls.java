package io.resolutionflow.handoff.handoff.client;

import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.l1.L1Calls;
import io.resolutionflow.contracts.session.SessionApi;
import io.resolutionflow.contracts.session.SessionCalls;
import io.resolutionflow.contracts.session.SessionCalls.ContinueWalk;
import io.resolutionflow.handoff.handoff.Act;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffState;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which calls an act means for a session, and for a walk with its continuation session
 * (contract-handoffs §2.3, §6).
 */
@Component
class ActCalls {

    private final SessionApi sessions;
    private final L1Api walks;

    ActCalls(SessionApi sessions, L1Api walks) {
        this.sessions = sessions;
        this.walks = walks;
    }

    /**
     * @return status of the source after the act
     */
    String send(Act act, Handoff handoff, Actor actor, Instant at, @Nullable String reason) {
        if (!handoff.isWalk()) {
            return toSession(act, handoff.request().sourceId(), handoff, actor, at, reason);
        }
        UUID continuation = handoff.state().sessionId();
        if (act == Act.CLAIMED) {
            continueWalk(handoff);
        } else if (continuation != null) {
            toSession(act, continuation, handoff, actor, at, reason);
        }
        return toWalk(act, handoff, actor, at, reason);
    }

    private void continueWalk(Handoff handoff) {
        HandoffState state = handoff.state();
        Person claimer = Objects.requireNonNull(state.claimer());
        sessions.continueWalk(
                Objects.requireNonNull(state.sessionId()),
                handoff.id(),
                new ContinueWalk(
                        Objects.requireNonNull(handoff.request().walkId()),
                        handoff.request().snapshot(),
                        claimer.id(),
                        claimer.name(),
                        state.claimEpoch(),
                        handoff.request().originator().id(),
                        handoff.request().originator().name(),
                        handoff.card().psaConnectionId(),
                        handoff.card().psaTicketId(),
                        handoff.card().internalTicketId()));
    }

    private String toSession(
            Act act,
            UUID session,
            Handoff handoff,
            Actor actor,
            Instant at,
            @Nullable String reason) {
        Person handler = handoff.handler();
        var body =
                new SessionCalls.ApplyAct(
                        handoff.state().claimEpoch(),
                        handler == null ? null : handler.id(),
                        handler == null ? null : handler.name(),
                        actorId(handoff, actor),
                        actorName(handoff, actor),
                        at,
                        reason,
                        targetId(handoff));
        UUID id = handoff.id();
        return switch (act) {
            case CLAIMED -> sessions.claim(session, id, body).sessionStatus();
            case RELEASED -> sessions.release(session, id, body).sessionStatus();
            case REASSIGNED -> sessions.reassign(session, id, body).sessionStatus();
            case CANCELLED, EXPIRED -> sessions.cancel(session, id, body).sessionStatus();
            case CREATED, CLOSED ->
                    throw new IllegalArgumentException("the owner did that itself: " + act);
        };
    }

    private String toWalk(
            Act act, Handoff handoff, Actor actor, Instant at, @Nullable String reason) {
        // the walk itself stays escalated: its handler is who holds the hand-off, if anybody
        Person claimer = handoff.handler();
        var body =
                new L1Calls.ApplyAct(
                        handoff.state().claimEpoch(),
                        claimer == null ? null : claimer.id(),
                        claimer == null ? null : claimer.name(),
                        actorId(handoff, actor),
                        actorName(handoff, actor),
                        at,
                        reason,
                        targetId(handoff));
        UUID walk = handoff.request().sourceId();
        UUID id = handoff.id();
        return switch (act) {
            case CLAIMED -> walks.claim(walk, id, body).sessionStatus();
            case RELEASED -> walks.release(walk, id, body).sessionStatus();
            case REASSIGNED -> walks.reassign(walk, id, body).sessionStatus();
            case CANCELLED, EXPIRED -> walks.cancel(walk, id, body).sessionStatus();
            case CREATED, CLOSED ->
                    throw new IllegalArgumentException("the owner did that itself: " + act);
        };
    }

    private static @Nullable UUID targetId(Handoff handoff) {
        Person target = handoff.state().target();
        return target == null ? null : target.id();
    }

    /** An expiry has no actor; for the owner it is the originator's own cancel. */
    private static UUID actorId(Handoff handoff, Actor actor) {
        return actor.id() != null ? actor.id() : handoff.request().originator().id();
    }

    private static String actorName(Handoff handoff, Actor actor) {
        return actor.name() != null ? actor.name() : handoff.request().originator().name();
    }
}

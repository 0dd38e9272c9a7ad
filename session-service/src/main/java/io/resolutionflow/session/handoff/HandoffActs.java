package io.resolutionflow.session.handoff;

import io.resolutionflow.contracts.event.session.SessionHandlerMoved;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Cleared;
import io.resolutionflow.session.session.OpenHandoff;
import io.resolutionflow.session.session.Participants;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionEvents;
import io.resolutionflow.session.session.SessionStatus;
import io.resolutionflow.session.session.StatusMachine;
import io.resolutionflow.session.session.StatusMachine.HandoffRole;
import io.resolutionflow.session.session.StatusMachine.Verdict;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Transitions.Entry;
import io.resolutionflow.session.session.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Claim, release, reassign and cancel, decided by handoff-service and applied here
 * (contract-sessions §10, apply rules): idempotent on (hand-off, epoch, act), an older epoch
 * changes nothing. Always under the session's lock.
 */
@Component
public class HandoffActs {

    private final Transitions transitions;
    private final Participants participants;
    private final SessionEvents events;
    private final Clock clock;

    HandoffActs(
            Transitions transitions, Participants participants, SessionEvents events, Clock clock) {
        this.transitions = transitions;
        this.participants = participants;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param handlerId who works the source after the act
     * @param target of a reassignment while nobody has claimed
     */
    public record Act(
            Trigger trigger,
            UUID handoffId,
            int epoch,
            @Nullable UUID handlerId,
            @Nullable String handlerName,
            Actor actor,
            @Nullable String reason,
            @Nullable UUID target) {}

    /**
     * @param applied false when the epoch was older than what is known
     */
    public record Applied(
            String sessionStatus,
            UUID handlerId,
            String previousStatus,
            long stateVersion,
            boolean applied,
            boolean replayed) {

        Applied again() {
            return new Applied(
                    sessionStatus, handlerId, previousStatus, stateVersion, applied, true);
        }
    }

    /**
     * @throws DomainException 409 {@code session_finished}; 403 {@code own_handoff}
     */
    public Applied apply(AiSession session, Act act) {
        var before =
                transitions.answered(
                        session.accountId(),
                        act.handoffId(),
                        act.trigger(),
                        act.epoch(),
                        Applied.class);
        if (before.isPresent()) {
            return before.get().again();
        }
        var situation = session.situation(null, act.handoffId());
        if (situation.role() != HandoffRole.OTHER && act.epoch() <= session.claimEpoch()) {
            return answer(session, session.status(), false);
        }
        Verdict verdict = StatusMachine.decide(act.trigger(), situation);
        if (verdict instanceof Verdict.Finished) {
            throw Refusals.finished(session, whyFinished(session, act.handoffId()));
        }
        if (verdict instanceof Verdict.AlreadySo) {
            session.passEpoch(act.epoch());
            return answer(session, session.status(), true);
        }
        return move(session, act, situation.role());
    }

    private Applied move(AiSession session, Act act, HandoffRole role) {
        Instant now = clock.instant();
        return switch (act.trigger()) {
            case CLAIM -> claim(session, act, now);
            case RELEASE -> release(session, act, now);
            case REASSIGN ->
                    role == HandoffRole.WAITING
                            ? retarget(session, act, now)
                            : giveTo(session, act, now);
            case CANCEL -> cancel(session, act, now);
            default -> throw new IllegalArgumentException("no act on a hand-off: " + act.trigger());
        };
    }

    private Applied claim(AiSession session, Act act, Instant now) {
        UUID claimer = handler(act);
        OpenHandoff open = session.openHandoff();
        if (open != null && open.by().equals(claimer)) {
            throw DomainException.forbidden(
                    "own_handoff", "You handed this over yourself. Cancel the hand-off instead.");
        }
        SessionStatus from = session.status();
        UUID previous = session.handlerId();
        var cleared = session.claim(act.handoffId(), act.epoch(), claimer, name(act), now);
        handlerChanged(session, previous, act.handoffId(), now);
        Applied applied = recorded(session, act, from, now, cleared);
        events.handlerMoved(
                SessionHandlerMoved.CLAIM_APPLIED,
                session,
                act.actor(),
                act.handoffId(),
                previous,
                now);
        return applied;
    }

    private Applied release(AiSession session, Act act, Instant now) {
        SessionStatus from = session.status();
        UUID previous = session.handlerId();
        var cleared = session.release(act.epoch(), now);
        handlerChanged(session, previous, act.handoffId(), now);
        Applied applied = recorded(session, act, from, now, cleared);
        events.handlerMoved(
                SessionHandlerMoved.CLAIM_RELEASED,
                session,
                act.actor(),
                act.handoffId(),
                previous,
                now);
        return applied;
    }

    private Applied giveTo(AiSession session, Act act, Instant now) {
        SessionStatus from = session.status();
        UUID previous = session.handlerId();
        var cleared = session.giveTo(act.epoch(), handler(act), name(act), now);
        handlerChanged(session, previous, act.handoffId(), now);
        Applied applied = recorded(session, act, from, now, cleared);
        events.handlerMoved(
                SessionHandlerMoved.HANDLER_CHANGED,
                session,
                act.actor(),
                act.handoffId(),
                previous,
                now);
        return applied;
    }

    private Applied retarget(AiSession session, Act act, Instant now) {
        session.retarget(act.epoch(), act.target(), now);
        return recorded(session, act, session.status(), now, new Cleared());
    }

    private Applied cancel(AiSession session, Act act, Instant now) {
        SessionStatus from = session.status();
        boolean walk = act.handoffId().equals(session.sourceHandoffId());
        OpenHandoff open = session.openHandoff();
        SessionStatus back = open == null ? SessionStatus.ACTIVE : open.previousStatus();
        SessionStatus to =
                walk
                        ? SessionStatus.ABANDONED
                        : back == SessionStatus.RESOLVED ? SessionStatus.ACTIVE : back;
        var cleared = session.withdrawHandoff(to, act.epoch(), now);
        Applied applied = recorded(session, act, from, now, cleared);
        if (walk) {
            // the walk goes on at the desk; nobody is left for this session
            events.abandoned(session, act.actor(), act.reason(), act.handoffId(), now);
        } else {
            events.withdrawn(session, act.actor(), act.handoffId(), act.reason(), now);
        }
        return applied;
    }

    private void handlerChanged(AiSession session, UUID previous, UUID handoffId, Instant now) {
        if (!previous.equals(session.handlerId())) {
            participants.handlerChanged(session, handoffId, now);
        }
    }

    private Applied recorded(
            AiSession session, Act act, SessionStatus from, Instant now, Cleared cleared) {
        Applied applied = answer(session, from, true);
        transitions.record(
                session,
                Entry.of(act.trigger(), from, session.status(), act.actor(), now)
                        .handoff(act.handoffId(), act.epoch())
                        .because(act.reason())
                        .cleared(cleared)
                        .answering(applied));
        return applied;
    }

    private static Applied answer(AiSession session, SessionStatus previous, boolean applied) {
        return new Applied(
                session.status().wire(),
                session.handlerId(),
                previous.wire(),
                session.stateVersion(),
                applied,
                false);
    }

    private String whyFinished(AiSession session, UUID handoffId) {
        return switch (session.status()) {
            case RESOLVED -> "resolved";
            case ABANDONED -> "abandoned";
            default ->
                    switch (transitions.endedBy(session.accountId(), handoffId).orElse("")) {
                        case "resume" -> "resumed";
                        case "cancel" -> "cancelled";
                        default -> "superseded";
                    };
        };
    }

    private static UUID handler(Act act) {
        if (act.handlerId() == null) {
            throw DomainException.invalid(
                    "handler_id", "required", "Say who works the session after this act.");
        }
        return act.handlerId();
    }

    private static String name(Act act) {
        return act.handlerName() == null ? "Unknown" : act.handlerName();
    }
}

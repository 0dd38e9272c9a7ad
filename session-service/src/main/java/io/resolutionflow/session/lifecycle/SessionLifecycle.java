package io.resolutionflow.session.lifecycle;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Participants;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionEvents;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.SessionStatus;
import io.resolutionflow.session.session.StatusMachine;
import io.resolutionflow.session.session.StatusMachine.Verdict;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Transitions.Entry;
import io.resolutionflow.session.session.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Pause, resume, abandon, delete and rate (contract-sessions §4.2). */
@Service
public class SessionLifecycle {

    private static final List<SessionStatus> RATEABLE =
            List.of(
                    SessionStatus.REQUESTING_ESCALATION,
                    SessionStatus.ESCALATED,
                    SessionStatus.RESOLVED,
                    SessionStatus.ABANDONED);

    private final SessionGuard guard;
    private final Transitions transitions;
    private final Participants participants;
    private final SessionEvents events;
    private final AuditLog audit;
    private final Clock clock;

    SessionLifecycle(
            SessionGuard guard,
            Transitions transitions,
            Participants participants,
            SessionEvents events,
            AuditLog audit,
            Clock clock) {
        this.guard = guard;
        this.transitions = transitions;
        this.participants = participants;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    public void pause(Actor actor, UUID id) {
        change(
                actor,
                id,
                Trigger.PAUSE,
                (session, now) -> {
                    session.pause(now);
                    events.paused(session, actor, now);
                    return Entry.of(
                            Trigger.PAUSE, SessionStatus.ACTIVE, session.status(), actor, now);
                });
    }

    public void resume(Actor actor, UUID id) {
        change(
                actor,
                id,
                Trigger.RESUME,
                (session, now) -> {
                    UUID withdrawn = session.openHandoffId();
                    var cleared = session.resume(now);
                    events.resumed(session, actor, withdrawn, now);
                    return Entry.of(
                                    Trigger.RESUME,
                                    SessionStatus.PAUSED,
                                    session.status(),
                                    actor,
                                    now)
                            .handoff(withdrawn, null)
                            .cleared(cleared);
                });
    }

    public void abandon(Actor actor, UUID id, @Nullable String reason) {
        change(
                actor,
                id,
                Trigger.ABANDON,
                (session, now) -> {
                    SessionStatus from = session.status();
                    UUID withdrawn = session.openHandoffId();
                    var cleared = session.abandon(reason, now);
                    events.abandoned(session, actor, reason, withdrawn, now);
                    return Entry.of(Trigger.ABANDON, from, session.status(), actor, now)
                            .handoff(withdrawn, null)
                            .because(reason)
                            .cleared(cleared);
                });
    }

    private void change(
            Actor actor, UUID id, Trigger trigger, BiFunction<AiSession, Instant, Entry> move) {
        guard.asHandler(
                actor,
                id,
                session -> {
                    Verdict verdict =
                            StatusMachine.decide(trigger, session.situation(actor.id(), null));
                    Refusals.check(verdict, session);
                    if (verdict instanceof Verdict.Move) {
                        transitions.record(session, move.apply(session, clock.instant()));
                    }
                    return true;
                });
    }

    /**
     * @throws DomainException 409 {@code session_was_handed_over} (KD-18)
     */
    public void delete(Actor actor, UUID id) {
        guard.asOwner(
                actor,
                id,
                session -> {
                    Verdict verdict =
                            StatusMachine.decide(
                                    Trigger.DELETE, session.situation(actor.id(), null));
                    boolean others =
                            session.sourceWalkId() != null || participants.othersHandled(session);
                    Refusals.check(others ? new Verdict.WasHandedOver() : verdict, session);
                    Instant now = clock.instant();
                    SessionStatus from = session.status();
                    session.delete(now);
                    transitions.record(session, Entry.of(Trigger.DELETE, from, null, actor, now));
                    events.deleted(session, actor, now);
                    return true;
                });
    }

    public void rate(Actor actor, UUID id, int rating, @Nullable String feedback) {
        guard.asOwnerOrHandler(
                actor,
                id,
                session -> {
                    if (!RATEABLE.contains(session.status())) {
                        throw Refusals.wrongStatus(session, RATEABLE);
                    }
                    session.rate(rating, feedback, actor.id());
                    events.rated(session, actor, rating, clock.instant());
                    audit.record(
                            actor.forAudit(),
                            "session.rate",
                            "ai_session",
                            session.id(),
                            Map.of("rating", rating));
                    return true;
                });
    }
}

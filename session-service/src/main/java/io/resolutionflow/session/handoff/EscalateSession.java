package io.resolutionflow.session.handoff;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.fix.FixLifecycle;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.StatusMachine;
import io.resolutionflow.session.session.Trigger;
import io.resolutionflow.session.ticket.AutomaticPushes;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The handler asks for help (contract-sessions §4.2): no model and no ticketing system in the
 * request (KD-45).
 */
@Service
public class EscalateSession {

    private final SessionGuard guard;
    private final HandOver handOver;
    private final FixLifecycle fixes;
    private final Members members;
    private final AutomaticPushes pushes;
    private final Ids ids;
    private final Clock clock;

    EscalateSession(
            SessionGuard guard,
            HandOver handOver,
            FixLifecycle fixes,
            Members members,
            AutomaticPushes pushes,
            Ids ids,
            Clock clock) {
        this.guard = guard;
        this.handOver = handOver;
        this.fixes = fixes;
        this.members = members;
        this.pushes = pushes;
        this.ids = ids;
        this.clock = clock;
    }

    public record Request(
            String reason,
            @Nullable String engineerNotes,
            @Nullable UUID target,
            String priority,
            @Nullable String fixResolution,
            @Nullable String fixNotes) {}

    public record Escalated(
            UUID sessionId,
            String status,
            UUID handoffId,
            Instant escalatedAt,
            @Nullable String psaPushStatus,
            @Nullable String psaPushError,
            long stateVersion) {}

    /**
     * @throws DomainException 422 {@code target_is_self}, {@code target_not_eligible}; 409 {@code
     *     handoff_open}, {@code session_not_handoverable}
     */
    public Escalated escalate(Actor actor, UUID id, Request request) {
        HandOver.requireOtherTarget(actor, request.target());
        if (request.target() != null) {
            guard.readingAsHandler(actor, id, session -> requireHandOver(session, actor));
            requireEligible(request.target());
        }
        return guard.asHandler(actor, id, session -> escalate(session, actor, request));
    }

    private Escalated escalate(AiSession session, Actor actor, Request request) {
        requireHandOver(session, actor);
        Instant now = clock.instant();
        session.raise(now);
        if (request.fixResolution() != null) {
            fixes.sessionEscalated(session, actor, request.fixResolution(), request.fixNotes());
        }
        var made =
                handOver.open(
                        session,
                        actor,
                        new HandOver.Order(
                                Trigger.ESCALATE,
                                ids.next(),
                                "escalate",
                                request.reason(),
                                request.engineerNotes(),
                                request.priority(),
                                request.target(),
                                null),
                        now);
        var push = pushes.ofEscalated(session);
        return new Escalated(
                session.id(),
                session.status().wire(),
                made.handoffId(),
                now,
                push.status(),
                push.error(),
                session.stateVersion());
    }

    private static boolean requireHandOver(AiSession session, Actor actor) {
        Refusals.check(
                StatusMachine.decide(Trigger.ESCALATE, session.situation(actor.id(), null)),
                session);
        return true;
    }

    private void requireEligible(UUID target) {
        if (members.mayTakeOver(target) == Members.Eligibility.NOT_ELIGIBLE) {
            throw DomainException.unprocessable(
                    "target_not_eligible",
                    "This colleague cannot take sessions over. Choose another.");
        }
    }
}

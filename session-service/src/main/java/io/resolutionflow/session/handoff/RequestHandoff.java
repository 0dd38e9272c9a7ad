package io.resolutionflow.session.handoff;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionAccess;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.StatusMachine;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Transitions.Opening;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * A park or escalation that handoff-service asks for, idempotent on the hand-off's id
 * (contract-sessions §10).
 */
@Service
public class RequestHandoff {

    private final SessionGuard guard;
    private final SessionAccess access;
    private final HandOver handOver;
    private final Transitions transitions;
    private final JsonMapper json;
    private final Clock clock;

    RequestHandoff(
            SessionGuard guard,
            SessionAccess access,
            HandOver handOver,
            Transitions transitions,
            JsonMapper json,
            Clock clock) {
        this.guard = guard;
        this.access = access;
        this.handOver = handOver;
        this.transitions = transitions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @throws DomainException 403 {@code not_session_handler}; 409 {@code handoff_open}, {@code
     *     session_not_handoverable}, {@code handoff_id_reused}; 422 {@code target_is_self}
     */
    public HandoffMade request(Actor actor, UUID sessionId, HandOver.Order order) {
        HandOver.requireOtherTarget(actor, order.target());
        return guard.asService(
                actor,
                sessionId,
                session -> {
                    Optional<Opening> known =
                            transitions.openingOf(session.accountId(), order.handoffId());
                    if (known.isPresent()) {
                        return again(known.get(), sessionId, order);
                    }
                    access.requireHandler(session, actor);
                    Refusals.check(
                            StatusMachine.decide(
                                    order.trigger(), session.situation(actor.id(), null)),
                            session);
                    return handOver.open(session, actor, order, clock.instant());
                });
    }

    private HandoffMade again(Opening known, UUID sessionId, HandOver.Order order) {
        if (!known.sessionId().equals(sessionId)
                || !known.trigger().equals(order.trigger().wire())) {
            throw DomainException.conflict(
                    "handoff_id_reused", "This hand-off id was used for something else.");
        }
        return json.readValue(known.result(), HandoffMade.class).again();
    }
}

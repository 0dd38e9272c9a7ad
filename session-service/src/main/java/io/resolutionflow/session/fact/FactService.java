package io.resolutionflow.session.fact;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Facts as the handler keeps them (contract-sessions §4.5). */
@Service
public class FactService {

    private final SessionGuard guard;
    private final Facts facts;
    private final Clock clock;

    FactService(SessionGuard guard, Facts facts, Clock clock) {
        this.guard = guard;
        this.facts = facts;
        this.clock = clock;
    }

    public List<Fact> list(Actor actor, UUID sessionId) {
        return guard.reading(actor, sessionId, facts::of);
    }

    /**
     * @throws DomainException 409 {@code fact_limit_reached}
     */
    public Fact note(Actor actor, UUID sessionId, String text) {
        return guard.asHandler(
                actor,
                sessionId,
                session -> {
                    Refusals.requireOpen(session);
                    return add(
                            session,
                            text,
                            new Fact.Source("engineer_note", null, actor.id(), actor.name()));
                });
    }

    /**
     * Adds under the session's lock.
     *
     * @throws DomainException 409 {@code fact_limit_reached}
     */
    public Fact add(AiSession session, String text, Fact.Source source) {
        if (facts.full(session)) {
            throw DomainException.conflict(
                    "fact_limit_reached",
                    "A session holds at most " + Facts.LIMIT + " facts. Delete one first.");
        }
        Instant now = clock.instant();
        session.raise(now);
        return facts.add(session, text, source, now);
    }

    /**
     * @throws DomainException 403 {@code fact_derived}: change the source instead
     */
    public Fact reword(Actor actor, UUID sessionId, UUID factId, String text) {
        return guard.onChildAsHandler(
                actor,
                sessionId,
                session -> find(session, factId),
                (session, fact) -> {
                    if (fact.derived()) {
                        throw DomainException.forbidden(
                                "fact_derived",
                                "This fact comes from an answer. Change the answer, or add a fact of your own.");
                    }
                    Refusals.requireOpen(session);
                    fact.reword(text, clock.instant());
                    session.raise(clock.instant());
                    return fact;
                });
    }

    public void delete(Actor actor, UUID sessionId, UUID factId) {
        guard.onChildAsHandler(
                actor,
                sessionId,
                session -> find(session, factId),
                (session, fact) -> {
                    Refusals.requireOpen(session);
                    fact.delete(clock.instant());
                    session.raise(clock.instant());
                    return true;
                });
    }

    private Fact find(AiSession session, UUID factId) {
        return facts.find(session, factId).orElseThrow(DomainException::notFound);
    }
}

package io.resolutionflow.session.conversation;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** The turns of a session: one at a time, opened and closed under the session's lock. */
@Repository
public class Turns {

    /** Longer than the longest turn; a crashed one frees the session after it. */
    static final Duration LEASE = Duration.ofSeconds(150);

    private final EntityManager entities;
    private final Messages messages;
    private final Ids ids;
    private final Clock clock;

    Turns(EntityManager entities, Messages messages, Ids ids, Clock clock) {
        this.entities = entities;
        this.messages = messages;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @throws DomainException 409 {@code turn_in_progress} while another one is being answered
     */
    public Turn open(AiSession session, String kind, Actor actor) {
        Instant now = clock.instant();
        running(session)
                .ifPresent(turn -> {
                    if (turn.heldAt(now)) {
                        throw DomainException.conflict(
                                        "turn_in_progress",
                                        "The assistant is still answering. Wait for it.")
                                .retryAfter(2);
                    }
                    fail(turn, "lease_lost");
                    entities.flush();
                });
        var turn =
                new Turn(
                        ids.next(),
                        session.accountId(),
                        session.id(),
                        kind,
                        actor.id(),
                        now,
                        now.plus(LEASE));
        entities.persist(turn);
        return turn;
    }

    public Optional<Turn> running(AiSession session) {
        return entities.createQuery(
                        "from Turn t where t.sessionId = :session and t.state = 'running'",
                        Turn.class)
                .setParameter("session", session.id())
                .getResultStream()
                .findFirst();
    }

    /** The running turn for display; one whose lease ended no longer blocks anybody. */
    public Optional<Turn> pending(AiSession session) {
        return running(session).filter(turn -> turn.heldAt(clock.instant()));
    }

    /**
     * Ends a turn well; false when somebody else has taken its place meanwhile.
     *
     * @param requestIds what the AI gateway calls the answers it was made of
     */
    public boolean close(UUID turnId, List<UUID> requestIds) {
        Turn turn = entities.find(Turn.class, turnId);
        if (turn == null || !turn.isRunning()) {
            return false;
        }
        turn.done(requestIds);
        return true;
    }

    /** Ends a turn without an answer: what the engineer wrote stays, marked failed. */
    public void fail(UUID turnId, String code) {
        Turn turn = entities.find(Turn.class, turnId);
        if (turn != null && turn.isRunning()) {
            fail(turn, code);
        }
    }

    private void fail(Turn turn, String code) {
        turn.failed(code);
        messages.failTurn(turn.id());
    }
}

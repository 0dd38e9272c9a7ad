package io.resolutionflow.session.session;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Sessions of the bound account; a deleted one does not exist. Always inside a transaction. */
@Repository
public class AiSessions {

    private final EntityManager entities;

    AiSessions(EntityManager entities) {
        this.entities = entities;
    }

    /** Written at once, because the rows that hang on it go their own way to the database. */
    public void add(AiSession session) {
        entities.persist(session);
        entities.flush();
    }

    public Optional<AiSession> find(UUID id) {
        return entities.createQuery("from AiSession s where s.id = :id", AiSession.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /**
     * The session under its row lock, held to the end of the transaction: every change goes through
     * here.
     */
    public Optional<AiSession> lock(UUID id) {
        return entities.createQuery("from AiSession s where s.id = :id", AiSession.class)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    public Optional<UUID> continuationOf(UUID handoffId) {
        return entities.createQuery(
                        "select s.id from AiSession s where s.sourceHandoffId = :handoff",
                        UUID.class)
                .setParameter("handoff", handoffId)
                .getResultStream()
                .findFirst();
    }
}

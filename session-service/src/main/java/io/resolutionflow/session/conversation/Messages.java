package io.resolutionflow.session.conversation;

import io.resolutionflow.session.session.AiSession;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Messages of the bound account. */
@Repository
public class Messages {

    private final EntityManager entities;

    Messages(EntityManager entities) {
        this.entities = entities;
    }

    public void add(Message message) {
        entities.persist(message);
    }

    public Optional<Message> find(AiSession session, UUID id) {
        return entities.createQuery(
                        "from Message m where m.sessionId = :session and m.id = :id", Message.class)
                .setParameter("session", session.id())
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** The failed message an earlier request with this key left behind. */
    public Optional<Message> failedOfRequest(AiSession session, String requestKey) {
        return entities.createQuery(
                        "from Message m where m.sessionId = :session and m.requestKey = :key and m.delivery = 'failed'",
                        Message.class)
                .setParameter("session", session.id())
                .setParameter("key", requestKey)
                .getResultStream()
                .findFirst();
    }

    /** Up to {@code limit} of one branch's own messages before a place, newest first. */
    public List<Message> ofBranch(AiSession session, UUID branchId, int seq, int limit) {
        return entities.createQuery(
                        "from Message m where m.sessionId = :session and m.branchId = :branch and m.seq < :seq order by m.seq desc",
                        Message.class)
                .setParameter("session", session.id())
                .setParameter("branch", branchId)
                .setParameter("seq", seq)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Up to {@code limit} messages before a place, newest first. */
    public List<Message> before(AiSession session, int seq, int limit) {
        return entities.createQuery(
                        "from Message m where m.sessionId = :session and m.seq < :seq order by m.seq desc",
                        Message.class)
                .setParameter("session", session.id())
                .setParameter("seq", seq)
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * The last messages that belong to the record, oldest first: of finished turns and delivered. A
     * message that is still being answered would make two different bundles carry one version.
     */
    public List<Message> settled(AiSession session, int limit) {
        return entities.createQuery(
                        """
                        from Message m where m.sessionId = :session and m.delivery = 'ok'
                           and not exists (select 1 from Turn t where t.id = m.turnId and t.state = 'running')
                         order by m.seq desc
                        """,
                        Message.class)
                .setParameter("session", session.id())
                .setMaxResults(limit)
                .getResultList()
                .reversed();
    }

    public long engineersSince(AiSession session, Instant after) {
        return entities.createQuery(
                        "select count(m) from Message m where m.sessionId = :session and m.role = 'user' and m.createdAt > :after",
                        Long.class)
                .setParameter("session", session.id())
                .setParameter("after", after)
                .getSingleResult();
    }

    void failTurn(UUID turnId) {
        entities.createQuery(
                        "from Message m where m.turnId = :turn and m.role = 'user'", Message.class)
                .setParameter("turn", turnId)
                .getResultList()
                .forEach(Message::failed);
    }
}

package io.resolutionflow.session.step;

import io.resolutionflow.session.session.AiSession;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Steps of the bound account. */
@Repository
public class Steps {

    private final EntityManager entities;

    Steps(EntityManager entities) {
        this.entities = entities;
    }

    public void add(Step step) {
        entities.persist(step);
    }

    public List<Step> of(AiSession session) {
        return entities.createQuery(
                        "from Step s where s.sessionId = :session order by s.stepOrder", Step.class)
                .setParameter("session", session.id())
                .getResultList();
    }

    /** Order of the newest step, 0 without any. */
    public int lastOrder(AiSession session) {
        return entities.createQuery(
                        "select coalesce(max(s.stepOrder), 0) from Step s where s.sessionId = :session",
                        Integer.class)
                .setParameter("session", session.id())
                .getSingleResult();
    }

    public Optional<Step> find(AiSession session, UUID id) {
        return entities.createQuery(
                        "from Step s where s.sessionId = :session and s.id = :id", Step.class)
                .setParameter("session", session.id())
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }
}

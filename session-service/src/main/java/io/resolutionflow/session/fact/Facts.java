package io.resolutionflow.session.fact;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.session.session.AiSession;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Live facts of the bound account. */
@Repository
public class Facts {

    static final int LIMIT = 100;

    private final EntityManager entities;
    private final Ids ids;

    Facts(EntityManager entities, Ids ids) {
        this.entities = entities;
        this.ids = ids;
    }

    /** Oldest first. */
    public List<Fact> of(AiSession session) {
        return entities.createQuery(
                        "from Fact f where f.sessionId = :session order by f.createdAt, f.id",
                        Fact.class)
                .setParameter("session", session.id())
                .getResultList();
    }

    public Fact add(AiSession session, String text, Fact.Source source, Instant now) {
        var fact =
                new Fact(
                        ids.next(),
                        session.accountId(),
                        session.id(),
                        session.activeBranchId(),
                        text,
                        source,
                        now);
        entities.persist(fact);
        return fact;
    }

    public boolean full(AiSession session) {
        return of(session).size() >= LIMIT;
    }

    public Optional<Fact> find(AiSession session, UUID id) {
        return entities.createQuery(
                        "from Fact f where f.sessionId = :session and f.id = :id", Fact.class)
                .setParameter("session", session.id())
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    public Optional<Fact> fromSource(AiSession session, String sourceRef) {
        return entities.createQuery(
                        "from Fact f where f.sessionId = :session and f.sourceRef = :ref",
                        Fact.class)
                .setParameter("session", session.id())
                .setParameter("ref", sourceRef)
                .getResultStream()
                .findFirst();
    }
}

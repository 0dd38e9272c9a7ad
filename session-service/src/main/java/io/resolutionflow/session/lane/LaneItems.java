package io.resolutionflow.session.lane;

import io.resolutionflow.session.session.AiSession;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.stereotype.Repository;

/** All items a lane ever had, hidden ones too. */
@Repository
public class LaneItems {

    private final EntityManager entities;

    LaneItems(EntityManager entities) {
        this.entities = entities;
    }

    public List<LaneItem> of(AiSession session) {
        return entities.createQuery(
                        "from LaneItem i where i.sessionId = :session order by i.position, i.createdAt, i.id",
                        LaneItem.class)
                .setParameter("session", session.id())
                .getResultList();
    }

    void add(LaneItem item) {
        entities.persist(item);
    }
}

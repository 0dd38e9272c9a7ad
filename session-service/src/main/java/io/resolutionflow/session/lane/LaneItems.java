package io.resolutionflow.session.lane;

import io.resolutionflow.session.branch.BranchPath;
import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.session.AiSession;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.stereotype.Repository;

/** All items a lane ever had, hidden ones too. */
@Repository
public class LaneItems {

    private final EntityManager entities;
    private final Branches branches;

    LaneItems(EntityManager entities, Branches branches) {
        this.entities = entities;
        this.branches = branches;
    }

    /** Those of the current branch and its ancestors: the lane as it is worked now. */
    public List<LaneItem> of(AiSession session) {
        BranchPath path = branches.currentPath(session);
        return ofAllBranches(session).stream().filter(item -> path.holds(item.branchId())).toList();
    }

    public List<LaneItem> ofAllBranches(AiSession session) {
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

package io.resolutionflow.session.branch;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.session.session.AiSession;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The branches of a session, made and read under its lock. */
@Repository
public class Branches {

    static final int MOST = 12;
    static final int DEEPEST = 3;

    /** The tables whose rows belong to a branch. */
    private static final List<String> BELONGING =
            List.of(
                    "session_message",
                    "session_step",
                    "session_lane_item",
                    "session_fact",
                    "session_suggested_fix");

    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    Branches(EntityManager entities, JdbcClient jdbc, Ids ids, Clock clock) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** Root first, then by position. */
    public List<Branch> of(AiSession session) {
        return session.isBranching()
                ? entities.createQuery(
                                "from Branch b where b.sessionId = :session order by b.position",
                                Branch.class)
                        .setParameter("session", session.id())
                        .getResultList()
                : List.of();
    }

    public Optional<Branch> find(AiSession session, UUID id) {
        return of(session).stream().filter(branch -> branch.id().equals(id)).findFirst();
    }

    public BranchPath currentPath(AiSession session) {
        UUID current = session.activeBranchId();
        return current == null ? BranchPath.WHOLE : BranchPath.to(current, of(session));
    }

    public BranchPath pathTo(AiSession session, UUID branchId) {
        return BranchPath.to(branchId, of(session));
    }

    /** Whether a fork of so many is within the limits: 12 branches, 3 deep. */
    public boolean mayFork(AiSession session, int options) {
        List<Branch> all = of(session);
        if (all.isEmpty()) {
            return options + 1 <= MOST;
        }
        return all.size() + options <= MOST && current(session, all).depth() + 1 <= DEEPEST;
    }

    /**
     * Makes a fork of the current branch. The caller has asked {@link #mayFork}.
     *
     * @param lastStep order of the last step that belongs to all of them
     */
    public Fork fork(AiSession session, Fork.Wanted wanted, int lastStep) {
        Instant now = clock.instant();
        List<Branch> all = new ArrayList<>(of(session));
        Branch parent = all.isEmpty() ? root(session, now) : current(session, all);
        int position = Math.max(1, all.size());
        UUID pointId = ids.next();
        entities.persist(
                new ForkPoint(
                        pointId, session.accountId(), session.id(), parent.id(), wanted, now));
        var made = new ArrayList<Branch>();
        for (Fork.Option option : wanted.options()) {
            Branch child =
                    parent.child(
                            ids.next(),
                            pointId,
                            option,
                            session.messageCount(),
                            lastStep,
                            position++,
                            now);
            entities.persist(child);
            made.add(child);
        }
        Branch current = wanted.firstBecomesCurrent() ? made.getFirst() : parent;
        current.become(Branch.ACTIVE, null, wanted.by());
        entities.flush();
        session.branch(current.id());
        session.raise(now);
        return new Fork(
                pointId,
                wanted.reason(),
                made.stream().map(branch -> new Fork.Made(branch.id(), branch.label())).toList(),
                current.id());
    }

    /** Everything so far becomes the root's. */
    private Branch root(AiSession session, Instant now) {
        Branch root = Branch.root(ids.next(), session.accountId(), session.id(), now);
        entities.persist(root);
        entities.flush();
        for (String table : BELONGING) {
            jdbc.sql(
                            "update "
                                    + table
                                    + " set branch_id = :root where account_id = :account and session_id = :session and branch_id is null")
                    .param("root", root.id())
                    .param("account", session.accountId())
                    .param("session", session.id())
                    .update();
        }
        return root;
    }

    private static Branch current(AiSession session, List<Branch> all) {
        return all.stream()
                .filter(branch -> branch.id().equals(session.activeBranchId()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no current branch"));
    }

    /** Makes a branch the current one; an untried one is being tried from now on. */
    public void makeCurrent(AiSession session, Branch branch, @Nullable UUID by) {
        if (branch.status().equals(Branch.UNTRIED)) {
            branch.become(Branch.ACTIVE, null, by);
        }
        session.branch(branch.id());
        session.raise(clock.instant());
    }

    public void change(
            AiSession session,
            Branch branch,
            String status,
            @Nullable String reason,
            @Nullable UUID by) {
        branch.become(status, reason, by);
        if (status.equals(Branch.DEAD_END) && branch.id().equals(session.activeBranchId())) {
            makeCurrent(session, after(session, branch), by);
        }
        session.raise(clock.instant());
    }

    /** The next untried sibling, else the parent. */
    private Branch after(AiSession session, Branch dead) {
        List<Branch> all = of(session);
        return all.stream()
                .filter(branch ->
                        branch.forkPointId() != null
                                && branch.forkPointId().equals(dead.forkPointId())
                                && branch.status().equals(Branch.UNTRIED))
                .findFirst()
                .or(() ->
                        all.stream()
                                .filter(branch -> branch.id().equals(dead.parentId()))
                                .findFirst())
                .orElse(dead);
    }

    /** How much was done in a branch itself. */
    public record Work(int messages, int steps, int others) {
        public boolean none() {
            return messages + steps + others == 0;
        }
    }

    public Work work(AiSession session, Branch branch) {
        return new Work(
                count(session, branch, "session_message"),
                count(session, branch, "session_step"),
                count(session, branch, "session_lane_item")
                        + count(session, branch, "session_fact")
                        + count(session, branch, "session_suggested_fix"));
    }

    private int count(AiSession session, Branch branch, String table) {
        entities.flush();
        return jdbc.sql(
                        "select count(*) from "
                                + table
                                + " where account_id = :account and session_id = :session and branch_id = :branch")
                .param("account", session.accountId())
                .param("session", session.id())
                .param("branch", branch.id())
                .query(Integer.class)
                .single();
    }
}

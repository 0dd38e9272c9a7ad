package io.resolutionflow.session.branching;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.branch.Branch;
import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.branch.Fork;
import io.resolutionflow.session.fact.Fact;
import io.resolutionflow.session.fact.FactService;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.step.Steps;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Branches as the handler keeps them (contract-sessions §4.7, §7). */
@Service
public class BranchService {

    private final SessionGuard guard;
    private final Branches branches;
    private final FactService facts;
    private final Steps steps;

    BranchService(SessionGuard guard, Branches branches, FactService facts, Steps steps) {
        this.guard = guard;
        this.branches = branches;
        this.facts = facts;
        this.steps = steps;
    }

    public List<BranchView> list(Actor actor, UUID sessionId) {
        return guard.reading(
                actor,
                sessionId,
                session ->
                        branches.of(session).stream()
                                .map(branch -> view(session, branch))
                                .toList());
    }

    /**
     * @throws DomainException 409 {@code branch_limit_reached}; 422 {@code duplicate_label}
     */
    public Fork fork(Actor actor, UUID sessionId, String reason, List<Fork.Option> options) {
        var labels = new HashSet<String>();
        if (!options.stream().allMatch(option -> labels.add(option.label()))) {
            throw DomainException.unprocessable(
                    "duplicate_label", "Give every branch a name of its own.");
        }
        return guard.asHandler(
                actor,
                sessionId,
                session -> {
                    Refusals.requireOpen(session);
                    if (!branches.mayFork(session, options.size())) {
                        throw DomainException.conflict(
                                "branch_limit_reached",
                                "A session holds at most 12 branches, 3 deep.");
                    }
                    return branches.fork(
                            session,
                            new Fork.Wanted(reason, options, null, null, actor.id(), true),
                            steps.lastOrder(session));
                });
    }

    /**
     * @throws DomainException 409 {@code branch_has_work}, {@code branch_closed}; 422 when the root
     *     is to become anything but active
     */
    public BranchView change(
            Actor actor, UUID sessionId, UUID branchId, String status, @Nullable String reason) {
        return withBranch(
                actor,
                sessionId,
                branchId,
                (session, branch) -> {
                    if (branch.isRoot() && !status.equals(Branch.ACTIVE)) {
                        throw DomainException.invalid(
                                "status", "not_allowed", "The main branch stays active.");
                    }
                    if (status.equals(Branch.ACTIVE) && branch.isClosed()) {
                        throw closed();
                    }
                    if (status.equals(Branch.UNTRIED) && !branches.work(session, branch).none()) {
                        throw DomainException.conflict(
                                "branch_has_work",
                                "Work was done in this branch, so it is not untried.");
                    }
                    branches.change(session, branch, status, reason, actor.id());
                });
    }

    /**
     * @throws DomainException 409 {@code branch_closed} for a dead end
     */
    public BranchView makeCurrent(Actor actor, UUID sessionId, UUID branchId) {
        return withBranch(
                actor,
                sessionId,
                branchId,
                (session, branch) -> makeCurrent(session, actor, branch));
    }

    /** Inside a turn's transaction. */
    private void makeCurrent(AiSession session, Actor actor, Branch branch) {
        if (branch.status().equals(Branch.DEAD_END)) {
            throw closed();
        }
        branches.makeCurrent(session, branch, actor.id());
    }

    /**
     * @throws DomainException 409 {@code branch_not_closed}, {@code fact_limit_reached}
     */
    public BranchView revive(Actor actor, UUID sessionId, UUID branchId, String evidence) {
        return withBranch(
                actor,
                sessionId,
                branchId,
                (session, branch) -> {
                    if (!branch.isClosed()) {
                        throw DomainException.conflict(
                                "branch_not_closed",
                                "Only a dead end or a solved branch can be revived.");
                    }
                    branches.change(session, branch, Branch.ACTIVE, null, actor.id());
                    branches.makeCurrent(session, branch, actor.id());
                    facts.add(
                            session,
                            evidence,
                            new Fact.Source("engineer_note", null, actor.id(), actor.name()));
                });
    }

    private BranchView withBranch(
            Actor actor, UUID sessionId, UUID branchId, BiConsumer<AiSession, Branch> work) {
        return guard.onChildAsHandler(
                actor,
                sessionId,
                session -> branches.find(session, branchId).orElseThrow(DomainException::notFound),
                (session, branch) -> {
                    Refusals.requireOpen(session);
                    work.accept(session, branch);
                    return view(session, branch);
                });
    }

    private BranchView view(AiSession session, Branch branch) {
        return BranchView.of(branch, branches.work(session, branch), session.activeBranchId());
    }

    private static DomainException closed() {
        return DomainException.conflict(
                "branch_closed", "This branch is closed. Revive it with new evidence.");
    }
}

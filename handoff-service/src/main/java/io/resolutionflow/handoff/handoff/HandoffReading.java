package io.resolutionflow.handoff.handoff;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads hand-offs for those who may (KD-43): foreign, absent and private look the same. */
@Service
public class HandoffReading {

    private final Handoffs handoffs;
    private final SourceOwner owner;
    private final TransactionTemplate transaction;

    HandoffReading(Handoffs handoffs, SourceOwner owner, TransactionTemplate transaction) {
        this.handoffs = handoffs;
        this.owner = owner;
        this.transaction = transaction;
    }

    /**
     * A hand-off and how much of it the caller may see; transitions only where one was asked for by
     * id.
     */
    public record Seen(Handoff handoff, Sight sight, List<Transition> transitions) {}

    /**
     * Inside a transaction of the caller. {@link Handoffs#ofSource} leaves out what is {@link
     * Sight#NONE} here.
     */
    Sight sight(Handoff handoff, Caller caller) {
        UUID user = caller.userId();
        boolean colleague =
                caller.isEngineerOrAbove()
                        && (handoff.state().status() == Status.OPEN || handoff.isWalk());
        if (handoff.isOriginator(user)
                || handoff.isClaimer(user)
                || handoff.isTarget(user)
                || colleague
                || handoffs.claimers(handoff.id()).contains(user)) {
            return Sight.FULL;
        }
        return caller.isOwnerOrAdmin() ? Sight.WITHOUT_CONTENT : Sight.NONE;
    }

    /** How much of a hand-off its answer may show after an act of this caller. */
    @Transactional(readOnly = true)
    public Sight sightAfter(Handoff handoff, Caller caller) {
        return sight(handoff, caller);
    }

    @Transactional(readOnly = true)
    public Seen one(UUID pathId, UUID handoffId, Caller caller) {
        Handoff handoff =
                handoffs.find(handoffId)
                        .filter(found -> found.belongsTo(pathId))
                        .orElseThrow(DomainException::notFound);
        Sight sight = sight(handoff, caller);
        if (sight == Sight.NONE) {
            throw DomainException.notFound();
        }
        return new Seen(handoff, sight, handoffs.transitions(handoffId));
    }

    /**
     * Newest first; empty for a readable source without any. One more than the page, as {@link
     * PageQuery#fetch()} asks.
     */
    public List<Seen> history(UUID pathId, Caller caller, boolean withSnapshot, PageQuery page) {
        // the table leaves out what this viewer may not see, else pages would have gaps
        var wanted =
                new Handoffs.Wanted(
                        withSnapshot,
                        false,
                        new Handoffs.Viewer(
                                caller.userId(),
                                caller.isEngineerOrAbove(),
                                caller.isOwnerOrAdmin()));
        List<Seen> seen =
                Objects.requireNonNull(
                        transaction.execute(status ->
                                handoffs.ofSource(pathId, wanted, page).stream()
                                        .map(row -> new Seen(row, sight(row, caller), List.of()))
                                        .filter(row -> row.sight() != Sight.NONE)
                                        .toList()));
        if (seen.isEmpty() && page.skip() > 0) {
            // behind the last row, or nobody who may know that there is none: the first page tells
            history(pathId, caller, false, new PageQuery(1, null, 0, page.binding()));
            return seen;
        }
        if (seen.isEmpty()
                && page.after() == null
                && !(caller.isEngineerOrAbove() && owner.mayRead(pathId))) {
            throw DomainException.notFound();
        }
        return seen;
    }

    /** Any hand-off of the account, for other services, which have decided who may see it. */
    @Transactional(readOnly = true)
    public Handoff any(UUID handoffId) {
        return handoffs.find(handoffId).orElseThrow(DomainException::notFound);
    }

    @Transactional(readOnly = true)
    public List<Handoff> anyOfSource(UUID sourceId, boolean liveOnly, PageQuery page) {
        return handoffs.ofSource(sourceId, new Handoffs.Wanted(true, liveOnly, null), page);
    }
}

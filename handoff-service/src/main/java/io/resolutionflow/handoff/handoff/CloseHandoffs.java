package io.resolutionflow.handoff.handoff;

import io.resolutionflow.platform.audit.AuditLog.Actor;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends hand-offs whose source has moved on without them (contract-handoffs §2.2). */
@Service
public class CloseHandoffs {

    private final Handoffs handoffs;
    private final HandoffJournal journal;

    CloseHandoffs(Handoffs handoffs, HandoffJournal journal) {
        this.handoffs = handoffs;
        this.journal = journal;
    }

    /**
     * The source, or the continuation session of a walk, is over.
     *
     * @param sourceSeq place of the event among those of the source; a hand-off opened after it
     *     stays
     */
    @Transactional
    public void ofSource(UUID sourceId, CloseReason reason, long sourceSeq, Actor actor) {
        closeIf(
                sourceId,
                handoff ->
                        !handoff.request().sourceId().equals(sourceId)
                                || handoff.request().sourceSeq() < sourceSeq,
                reason,
                actor);
    }

    /** A parked session was taken up again by its handler. */
    @Transactional
    public void resumed(UUID sourceId, UUID withdrawn, Actor actor) {
        closeIf(
                sourceId,
                handoff ->
                        handoff.id().equals(withdrawn)
                                && handoff.request().intent() == Intent.PARK
                                && handoff.state().status() == Status.OPEN,
                CloseReason.RESUMED,
                actor);
    }

    /** An open hand-off nobody took within its limit; a repeat changes nothing. */
    @Transactional
    public @Nullable Handoff expire(UUID handoffId) {
        Handoff before = handoffs.lock(handoffId).orElse(null);
        if (before == null || before.state().status() != Status.OPEN) {
            return null;
        }
        Handoff after = before.with(before.state().cancelled(journal.now()));
        handoffs.save(after.id(), after.state());
        journal.record(Act.EXPIRED, before, after, Actor.system(), "expired");
        return after;
    }

    private void closeIf(
            UUID sourceId, Predicate<Handoff> concerned, CloseReason reason, Actor actor) {
        handoffs.lockLive(sourceId).stream()
                .filter(concerned)
                .forEach(before -> {
                    Handoff after = before.with(before.state().closed(reason, journal.now()));
                    handoffs.save(after.id(), after.state());
                    journal.record(Act.CLOSED, before, after, actor, reason.wire());
                });
    }
}

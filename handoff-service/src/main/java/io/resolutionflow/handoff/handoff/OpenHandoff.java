package io.resolutionflow.handoff.handoff;

import io.resolutionflow.platform.audit.AuditLog.Actor;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings a hand-off into being, whatever the entry (contract-handoffs §2.3). Idempotent on its id:
 * of any number of calls and events exactly one writes the row and everything that goes with it
 * (KD-33).
 */
@Service
public class OpenHandoff {

    private static final Logger log = LoggerFactory.getLogger(OpenHandoff.class);

    private final Handoffs handoffs;
    private final HandoffJournal journal;

    OpenHandoff(Handoffs handoffs, HandoffJournal journal) {
        this.handoffs = handoffs;
        this.journal = journal;
    }

    /**
     * @return false when the hand-off was there already
     */
    @Transactional
    public boolean open(NewHandoff wanted) {
        Request request = wanted.request();
        handoffs.lockSource(request.sourceId());
        if (handoffs.find(wanted.id()).isPresent()) {
            return false;
        }
        var actor =
                new Actor(
                        request.originator().id(), request.originator().name(), request.actingAs());
        List<Handoff> live = handoffs.lockLive(request.sourceId());
        if (live.stream().anyMatch(other -> isNewer(other, request))) {
            return insertOverdue(wanted, actor);
        }
        live.forEach(older -> close(older, actor));
        Handoff opened = wanted.opened();
        if (!handoffs.insert(opened)) {
            return false;
        }
        journal.record(Act.CREATED, null, opened, actor, request.reason());
        log.atInfo()
                .addKeyValue("handoff_id", opened.id())
                .addKeyValue("source_kind", request.sourceKind().wire())
                .addKeyValue("intent", request.intent().wire())
                .log("hand-off opened");
        return true;
    }

    private static boolean isNewer(Handoff other, Request request) {
        return other.request().sourceId().equals(request.sourceId())
                && other.request().sourceSeq() > request.sourceSeq();
    }

    /**
     * Its event came after a later hand-off of the same source: it is history already, nobody is
     * told.
     */
    private boolean insertOverdue(NewHandoff wanted, Actor actor) {
        Handoff opened = wanted.opened();
        Handoff closed =
                opened.with(
                        opened.state()
                                .closed(CloseReason.SUPERSEDED, wanted.request().createdAt()));
        if (handoffs.insert(closed)) {
            handoffs.addTransition(
                    closed.id(),
                    null,
                    closed.state(),
                    actor,
                    wanted.request().reason(),
                    wanted.request().createdAt());
        }
        return false;
    }

    private void close(Handoff older, Actor actor) {
        CloseReason reason =
                older.state().status() == Status.CLAIMED
                        ? CloseReason.HANDED_ON
                        : CloseReason.SUPERSEDED;
        Handoff closed = older.with(older.state().closed(reason, journal.now()));
        handoffs.save(closed.id(), closed.state());
        journal.record(Act.CLOSED, older, closed, actor, reason.wire());
    }
}

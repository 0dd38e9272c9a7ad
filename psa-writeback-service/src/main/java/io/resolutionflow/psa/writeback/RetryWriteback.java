package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.observability.TraceIds;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.session.HandlerCheck;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs what is left of an unfinished write-back because a person asks for it (contract-psa §10,
 * KD-21).
 */
@Service
public class RetryWriteback {

    private final HandlerCheck handlers;
    private final WritebackStore store;
    private final RunWriteback runs;
    private final Reconcile reconcile;
    private final NextTry nextTry;
    private final TransactionTemplate transaction;
    private final WritebackSettings settings;
    private final AuditLog audit;
    private final TraceIds traces;
    private final Ids ids;
    private final Clock clock;

    RetryWriteback(
            HandlerCheck handlers,
            WritebackStore store,
            RunWriteback runs,
            Reconcile reconcile,
            NextTry nextTry,
            TransactionTemplate transaction,
            WritebackSettings settings,
            AuditLog audit,
            TraceIds traces,
            Ids ids,
            Clock clock) {
        this.handlers = handlers;
        this.store = store;
        this.runs = runs;
        this.reconcile = reconcile;
        this.nextTry = nextTry;
        this.transaction = transaction;
        this.settings = settings;
        this.audit = audit;
        this.traces = traces;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param sessionStatus as the run left it; null of a walk, and where nobody asked
     * @param retriesLeft by hand, of this write-back
     */
    public record Retried(Writeback writeback, @Nullable String sessionStatus, int retriesLeft) {}

    /** The newest unfinished write-back of a session, for its handler. */
    public Retried ofSession(Caller caller, UUID sessionId) {
        String before = handlers.handler(sessionId).status();
        Optional<Writeback> open =
                Objects.requireNonNull(transaction.execute(status -> store.newestOpen(sessionId)));
        return retry(
                caller,
                open.orElseThrow(() ->
                        new DomainException(
                                404,
                                "nothing_to_retry",
                                "Nothing of this session waits to be written into a ticket.")),
                before,
                true);
    }

    /**
     * One write-back; the caller's right to it is checked. Owners and admins help out: the session
     * still follows the person who asked for it.
     */
    public Retried one(Caller caller, Writeback w) {
        if (w.state().isClosed()) {
            throw new DomainException(
                    404, "nothing_to_retry", "This is finished; nothing is left to write.");
        }
        return retry(caller, w, null, !caller.isOwnerOrAdmin());
    }

    private Retried retry(
            Caller caller, Writeback open, @Nullable String statusBefore, boolean takesOver) {
        Writeback leased =
                Objects.requireNonNull(
                        transaction.execute(status -> lease(caller, open.id(), takesOver)));
        WritebackRun run = runs.open(leased, false);
        if (leased.note().state() == NoteState.UNKNOWN) {
            reconcile.look(run);
        }
        NoteState note = run.writeback().note().state();
        if (note == NoteState.UNKNOWN || note == NoteState.NEEDS_PERSON) {
            leave(run);
        } else {
            runs.run(run);
        }
        Writeback after = run.writeback();
        String status = after.session().sessionStatus();
        return new Retried(
                after,
                status == null ? statusBefore : status,
                settings.manualRetries() - after.progress().manualRetries());
    }

    /**
     * @param takesOver the caller is the handler: after a hand-over the session follows nobody else
     */
    private Writeback lease(Caller caller, UUID id, boolean takesOver) {
        Writeback w = store.lock(id).orElseThrow(DomainException::notFound);
        if (w.lease().isHeld(clock.instant()) || w.state() == WritebackState.IN_PROGRESS) {
            throw RunWriteback.inProgress(w);
        }
        if (w.progress().manualRetries() >= settings.manualRetries()) {
            throw DomainException.conflict(
                            "retries_used_up",
                            "This was tried "
                                    + settings.manualRetries()
                                    + " times. Write the note into the ticket yourself.")
                    .with("writeback_id", w.id());
        }
        UUID owner = ids.next();
        if (!store.take(w, owner, settings.lease())) {
            throw RunWriteback.inProgress(w);
        }
        Writeback leased =
                w.with(w.progress().retriedByHand())
                        .with(new Writeback.Lease(owner, w.lease().epoch() + 1, w.lease().until()));
        if (takesOver && !leased.requester().id().equals(caller.userId())) {
            leased =
                    leased.with(
                            new Writeback.Requester(
                                    caller.userId(),
                                    caller.name(),
                                    caller.actingAs(),
                                    traces.current()));
        }
        store.save(leased.with(WritebackState.IN_PROGRESS), settings.lease());
        audit.record(
                AuditLog.Actor.of(caller),
                "writeback.retry",
                "writeback",
                id,
                Map.of("manual_retries", leased.progress().manualRetries()));
        return leased;
    }

    /** In doubt still: nothing is sent before the looks have decided. */
    private void leave(WritebackRun run) {
        Writeback w = run.writeback();
        WritebackState state =
                WritebackState.of(w.note(), w.status(), w.session(), w.origin(), true);
        var next = nextTry.at(w, state, w.progress(), null, clock.instant());
        runs.release(
                run,
                w.with(state).with(w.progress().next(next)),
                state == WritebackState.NEEDS_PERSON ? NextStep.DECIDE : NextStep.WAIT);
    }
}

package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaNote;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out what became of a note in doubt, by looking for its marker; never sends anything
 * (contract-psa §8.1). Afterwards a person's post waits for the person, unless only the session is
 * left.
 */
@Component
class Reconcile {

    private final TicketCalls tickets;
    private final MarkerSearch search;
    private final WritebackDetailStore details;
    private final RunWriteback runs;
    private final NextTry nextTry;
    private final TransactionTemplate transaction;
    private final WritebackSettings settings;
    private final Clock clock;

    Reconcile(
            TicketCalls tickets,
            MarkerSearch search,
            WritebackDetailStore details,
            RunWriteback runs,
            NextTry nextTry,
            TransactionTemplate transaction,
            WritebackSettings settings,
            Clock clock) {
        this.tickets = tickets;
        this.search = search;
        this.details = details;
        this.runs = runs;
        this.nextTry = nextTry;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks once and ends the run: for the background job. */
    void lookAndRelease(WritebackRun run) {
        run.change(Abandoned.asFound(run.writeback()));
        if (run.writeback().note().state() == NoteState.UNKNOWN) {
            look(run);
        }
        Writeback w = run.writeback();
        WritebackState state =
                WritebackState.of(w.note(), w.status(), w.session(), w.origin(), true);
        Instant now = clock.instant();
        // an automatic push goes on at once when its note was found, or may be sent again
        boolean atOnce = state == WritebackState.PENDING_RETRY;
        @Nullable Instant next = atOnce ? now : nextTry.at(w, state, w.progress(), null, now);
        runs.release(
                run,
                w.with(state).with(w.progress().next(next)),
                state == WritebackState.NEEDS_PERSON ? NextStep.DECIDE : NextStep.REPEAT);
    }

    /** One look; the note's next state is committed, the lease stays. */
    void look(WritebackRun run) {
        Writeback w = run.writeback();
        Instant now = run.now();
        if (isTooOld(w, now)) {
            run.change(w.with(w.note().forPerson()));
            return;
        }
        List<NotePart> parts = transaction.execute(status -> details.parts(w.id()));
        Optional<NotePart> inDoubt =
                parts == null
                        ? Optional.empty()
                        : parts.stream().filter(part -> !part.confirmed()).findFirst();
        if (parts == null || inDoubt.isEmpty()) {
            return;
        }
        Instant started = run.now();
        try {
            List<PsaNote> notes = tickets.notes(run);
            Optional<String> found =
                    MarkerSearch.find(
                            notes, w.text().marker(), inDoubt.get().number(), parts.size());
            run.tried("reconcile", found.isPresent() ? "found" : "not_found", started, null);
            if (found.isPresent()) {
                keep(run, inDoubt.get(), parts.size(), found.get());
            } else {
                NoteStep missed =
                        w.note()
                                .reconciling()
                                .missed(
                                        now,
                                        w.text().visibility(),
                                        settings.reconcile().betweenMisses());
                run.change(w.with(missed));
            }
        } catch (PsaFailure e) {
            run.tried("reconcile", "unreadable", started, e);
            run.change(w.with(w.note().reconciling().unreadable()));
        } catch (WritebackStopped e) {
            // the connection was deleted: nobody can look any more, so nothing is learnt until a
            // person decides
            run.tried("reconcile", "connection_removed", started, null);
            run.change(w.with(w.note().reconciling().unreadable()));
        }
    }

    private void keep(WritebackRun run, NotePart part, int parts, String id) {
        Writeback w = run.writeback();
        NoteStep looking = w.note().reconciling();
        boolean last = part.number() == parts;
        NoteStep next =
                last
                        ? looking.confirmed(id, run.now(), FoundBy.MARKER)
                        : looking.partConfirmed(id, run.now());
        run.change(w.with(next), () -> details.confirmPart(w.id(), part.number(), id, run.now()));
        if (last) {
            search.readBack(run);
        }
    }

    private boolean isTooOld(Writeback w, Instant now) {
        Instant first = w.note().firstSentAt();
        Duration limit = settings.reconcile().giveToPersonAfter();
        return first != null && now.isAfter(first.plus(limit));
    }
}

package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.address.AddressSettings;
import io.resolutionflow.psa.session.Sessions;
import io.resolutionflow.psa.writeback.Writeback.LastError;
import io.resolutionflow.psa.writeback.Writeback.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs what is left of a leased write-back: note, status, session; and ends every run in a stored
 * state (contract-psa §7, §8).
 */
@Component
class RunWriteback {

    private static final Logger log = LoggerFactory.getLogger(RunWriteback.class);

    private final PushText text;
    private final NotePosting note;
    private final StatusWriting status;
    private final SessionClosing session;
    private final NextTry nextTry;
    private final WritebackEvents events;
    private final Sessions sessions;
    private final WritebackStore store;
    private final WritebackDrops drops;
    private final WritebackDetailStore details;
    private final TransactionTemplate transaction;
    private final WritebackSettings settings;
    private final AddressSettings calls;
    private final Clock clock;

    RunWriteback(
            PushText text,
            NotePosting note,
            StatusWriting status,
            SessionClosing session,
            NextTry nextTry,
            WritebackEvents events,
            Sessions sessions,
            WritebackStore store,
            WritebackDrops drops,
            WritebackDetailStore details,
            TransactionTemplate transaction,
            WritebackSettings settings,
            AddressSettings calls,
            Clock clock) {
        this.text = text;
        this.note = note;
        this.status = status;
        this.session = session;
        this.nextTry = nextTry;
        this.events = events;
        this.sessions = sessions;
        this.store = store;
        this.drops = drops;
        this.details = details;
        this.transaction = transaction;
        this.settings = settings;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * @param stopped null when everything is done
     */
    record Ended(Writeback writeback, @Nullable WritebackStopped stopped) {

        Writeback orThrow() {
            if (stopped != null) {
                throw stopped.problem();
            }
            return writeback;
        }
    }

    WritebackRun open(Writeback leased, boolean background) {
        Duration answer = background ? calls.call().backgroundAnswer() : calls.call().answer();
        return new WritebackRun(
                leased, background, answer, store, drops, details, transaction, settings, clock);
    }

    Ended run(Writeback leased, boolean background) {
        return run(open(leased, background));
    }

    /**
     * @throws DomainException 409 {@code writeback_in_progress} when the lease was lost
     */
    Ended run(WritebackRun run) {
        try {
            text.run(run);
            note.run(run);
            status.run(run);
            session.run(run);
            return new Ended(complete(run), null);
        } catch (WritebackStopped stopped) {
            return new Ended(end(run, stopped), stopped);
        } catch (LeaseLost e) {
            throw inProgress(run.writeback());
        } catch (RuntimeException e) {
            putAside(run);
            throw e;
        }
    }

    static DomainException inProgress(Writeback w) {
        return DomainException.conflict(
                        "writeback_in_progress",
                        "This text is being written into the ticket right now.")
                .with("writeback_id", w.id())
                .retryAfter(2);
    }

    private Writeback complete(WritebackRun run) {
        Writeback w = run.writeback();
        Writeback done =
                w.with(WritebackState.COMPLETED).with(w.progress().next(null).failed(null));
        run.release(done, events::completed);
        log.atInfo()
                .addKeyValue("writeback_id", done.id())
                .addKeyValue("kind", done.kind().wireName())
                .addKeyValue("note_state", done.note().state().wireName())
                .addKeyValue("status_state", done.status().state().wireName())
                .log("write-back completed");
        tellSession(done);
        return run.writeback();
    }

    /** Ends a run that stopped: the state that follows, when to go on, and who has to know. */
    Writeback end(WritebackRun run, WritebackStopped stopped) {
        Writeback w = run.writeback();
        Instant now = clock.instant();
        DomainException problem = stopped.problem();
        boolean owed =
                w.progress().answerOwed()
                        || (problem.code().equals("session_update_pending") && !run.isBackground());
        Progress progress =
                w.progress()
                        .failed(
                                new LastError(
                                        problem.code(), stopped.psaReason(), problem.detail(), now))
                        .owing(owed);
        // a connection that is not accepted keeps its write-backs, and none of their tries is used
        // up
        boolean counts =
                w.origin() == Origin.AUTO
                        && !problem.code().equals("psa_credentials_rejected")
                        && !problem.code().equals("psa_circuit_open");
        progress = counts ? progress.triedByItself() : progress;
        boolean again =
                !stopped.isForGood()
                        && progress.automaticTries() <= settings.retry().backoff().size();
        WritebackState state = state(w, again, now);
        Writeback last =
                w.with(state)
                        .with(
                                progress.next(
                                        nextTry.at(w, state, progress, stopped.retryAfter(), now)));
        release(run, last, stopped.nextStep());
        members(problem, last, stopped);
        return run.writeback();
    }

    /** A session step that could not be finished for a day waits for its handler. */
    private WritebackState state(Writeback w, boolean again, Instant now) {
        WritebackState state =
                WritebackState.of(w.note(), w.status(), w.session(), w.origin(), again);
        Instant posted = w.note().postedAt() == null ? w.times().createdAt() : w.note().postedAt();
        boolean onlySession = w.note().isDone() && w.status().isDone() && !w.session().isDone();
        return state == WritebackState.PENDING_RETRY
                        && onlySession
                        && now.isAfter(posted.plus(settings.retry().sessionStepFor()))
                ? WritebackState.NEEDS_RETRY
                : state;
    }

    /** Stores the last state of a run, with its event if somebody has to know. */
    void release(WritebackRun run, Writeback last, @Nullable NextStep next) {
        Writeback kept =
                run.release(
                        last,
                        stored -> {
                            if (stored.state().isTrouble()) {
                                events.failed(stored, next);
                            }
                        });
        log.atInfo()
                .addKeyValue("writeback_id", kept.id())
                .addKeyValue("state", kept.state().wireName())
                .addKeyValue("note_state", kept.note().state().wireName())
                .addKeyValue("status_state", kept.status().state().wireName())
                .addKeyValue(
                        "code",
                        kept.progress().lastError() == null
                                ? ""
                                : kept.progress().lastError().code())
                .log("write-back stopped");
        tellSession(kept);
    }

    private void tellSession(Writeback w) {
        events.pushResult(w).ifPresent(sessions::record);
    }

    /** What every answer with an error after the checks carries (contract-psa §7.2). */
    private static void members(DomainException problem, Writeback w, WritebackStopped stopped) {
        problem.with("writeback_id", w.id());
        if (problem.status() < 500) {
            return;
        }
        problem.with("note_state", w.note().state().wireName())
                .with("status_state", w.status().state().wireName())
                .with("external_id", w.note().externalId())
                .with("posted_at", Objects.toString(w.note().postedAt(), null))
                .with("psa_reason", stopped.psaReason())
                .with("next_step", stopped.nextStep().wireName());
    }

    /**
     * A fault of ours or of a neighbour in the middle: what may have been sent is in doubt, the
     * rest waits.
     */
    private void putAside(WritebackRun run) {
        try {
            Writeback w = Abandoned.asFound(run.writeback());
            WritebackState state =
                    WritebackState.of(w.note(), w.status(), w.session(), w.origin(), true);
            release(
                    run,
                    w.with(state)
                            .with(
                                    w.progress()
                                            .next(
                                                    nextTry.at(
                                                            w,
                                                            state,
                                                            w.progress(),
                                                            null,
                                                            clock.instant()))),
                    null);
        } catch (RuntimeException e) {
            // the lease runs out and the reconciler takes it from there
            log.atWarn()
                    .addKeyValue("writeback_id", run.writeback().id())
                    .log("write-back left to its lease");
        }
    }
}

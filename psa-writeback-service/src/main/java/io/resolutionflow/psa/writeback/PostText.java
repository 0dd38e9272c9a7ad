package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.session.HandlerCheck;
import io.resolutionflow.psa.session.Members;
import io.resolutionflow.psa.session.SessionAccess;
import io.resolutionflow.psa.session.Sessions;
import io.resolutionflow.psa.session.WritebackContext;
import io.resolutionflow.psa.writeback.WritebackDrafts.Draft;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A handler posts a note or a package (contract-psa §7). A new write-back is made, or the
 * unfinished one of the same session and kind goes on: a repeat never posts a second note (KD-30),
 * and of two posts at once one goes on (KD-31).
 */
@Service
public class PostText {

    private final HandlerCheck handlers;
    private final Sessions sessions;
    private final Members members;
    private final WritebackDrafts drafts;
    private final WritebackStore store;
    private final RunWriteback runs;
    private final TransactionTemplate transaction;
    private final WritebackSettings settings;
    private final Ids ids;

    PostText(
            HandlerCheck handlers,
            Sessions sessions,
            Members members,
            WritebackDrafts drafts,
            WritebackStore store,
            RunWriteback runs,
            TransactionTemplate transaction,
            WritebackSettings settings,
            Ids ids) {
        this.handlers = handlers;
        this.sessions = sessions;
        this.members = members;
        this.drafts = drafts;
        this.store = store;
        this.runs = runs;
        this.transaction = transaction;
        this.settings = settings;
        this.ids = ids;
    }

    /**
     * @return the write-back, completed
     */
    public Writeback post(Caller caller, UUID sessionId, WritebackKind kind, PostRequest request) {
        Instant readAt = inTransaction(store::databaseTime);
        SessionAccess access = handlers.handler(sessionId);
        String sha = NormalisedText.sha256(PlainText.of(request.markdown()));
        Optional<Writeback> owed = takeOwed(sessionId, kind, sha);
        if (owed.isPresent()) {
            return owed.get();
        }
        Optional<Writeback> open = inTransaction(() -> store.lockOpen(sessionId, kind));
        if (open.isEmpty() || !open.get().note().isDone() || !open.get().status().isDone()) {
            check(access, kind, request, open.isPresent());
        }
        if (request.targetUserId() != null && !members.mayTake(request.targetUserId())) {
            throw DomainException.unprocessable(
                            "target_not_eligible",
                            "This person cannot take the session over. Choose somebody else.")
                    .with("field", "target_user_id");
        }
        WritebackContext context = sessions.context(sessionId);
        Draft draft = drafts.draft(caller, sessionId, kind, request, context);
        Writeback leased = lease(draft, readAt);
        return runs.run(leased, false).orThrow();
    }

    private static void check(
            SessionAccess access, WritebackKind kind, PostRequest request, boolean goesOn) {
        if (!kind.isPostableFrom(access.status())) {
            throw DomainException.conflict("session_not_postable", sentence(access.status()))
                    .with("session_status", access.status())
                    .with("allowed", kind.postableFrom());
        }
        if (!goesOn
                && request.stateVersion() != null
                && request.stateVersion() != access.stateVersion()) {
            throw DomainException.conflict(
                            "preview_outdated",
                            "The session has moved on since this text was written. Look at it again.")
                    .with("state_version", access.stateVersion());
        }
    }

    private static String sentence(String status) {
        return status.equals("abandoned")
                ? "Session was abandoned."
                : "Session is already " + status.replace('_', ' ') + ".";
    }

    /**
     * A post that was told to come back finds its answer once, finished in the background
     * meanwhile.
     */
    private Optional<Writeback> takeOwed(UUID sessionId, WritebackKind kind, String sha) {
        return inTransaction(() -> {
            Optional<Writeback> owed =
                    store.lockOwed(sessionId, kind).filter(w -> w.text().sha256().equals(sha));
            owed.ifPresent(w -> store.save(w.with(w.progress().owing(false)), null));
            return owed;
        });
    }

    private Writeback lease(Draft draft, Instant readAt) {
        try {
            return inTransaction(() -> {
                Optional<Writeback> open = store.lockOpen(draft.sessionId(), draft.kind());
                return open.isPresent() ? goOn(open.get(), draft) : begin(draft, readAt);
            });
        } catch (DuplicateKeyException e) {
            // another post of this session came first, between our look and our row
            throw inTransaction(() -> store.lockOpen(draft.sessionId(), draft.kind()))
                    .map(RunWriteback::inProgress)
                    .orElseGet(() ->
                            DomainException.conflict(
                                            "writeback_in_progress",
                                            "This text is being written right now.")
                                    .retryAfter(2));
        }
    }

    private Writeback begin(Draft draft, Instant readAt) {
        if (draft.kind() == WritebackKind.ESCALATION_PACKAGE && draft.joinedHandoff() != null) {
            store.completedFor(draft.joinedHandoff(), draft.kind())
                    .ifPresent(posted -> {
                        throw alreadyPosted(posted, "The open hand-off already has its package.");
                    });
        }
        Writeback created = draft.create(ids.next(), ids.next(), settings.lease());
        store.insert(created);
        // asked after the insert: one that finished while we read the session is seen here, however
        // close it was
        if (store.completedSince(draft.sessionId(), draft.kind(), readAt)) {
            throw RunWriteback.inProgress(created);
        }
        return created;
    }

    private Writeback goOn(Writeback open, Draft draft) {
        if (open.lease().isHeld(drafts.now()) || open.state() == WritebackState.IN_PROGRESS) {
            throw RunWriteback.inProgress(open);
        }
        if (open.note().isInDoubt() || open.note().state() == NoteState.NEEDS_PERSON) {
            throw unresolved(open);
        }
        boolean sent =
                open.note().externalId() != null || open.note().state() == NoteState.CONFIRMED;
        if (sent && !open.text().sha256().equals(draft.sha256())) {
            throw alreadyPosted(
                    open,
                    "The note is already in the ticket with another text. Finish that one first.");
        }
        Writeback next = sent ? draft.adopt(open) : draft.replaceIn(open);
        UUID owner = ids.next();
        if (!store.take(next, owner, settings.lease())) {
            throw RunWriteback.inProgress(open);
        }
        Writeback leased =
                next.with(
                        new Writeback.Lease(owner, open.lease().epoch() + 1, open.lease().until()));
        store.save(leased.with(WritebackState.IN_PROGRESS), settings.lease());
        return leased;
    }

    private static DomainException unresolved(Writeback open) {
        boolean person = open.note().state() == NoteState.NEEDS_PERSON;
        String detail =
                person
                        ? "It is not known whether the note arrived. Look into the ticket and decide."
                        : "It is not known yet whether the note arrived. We are checking; it is not posted twice.";
        return DomainException.conflict("writeback_unresolved", detail)
                .with("writeback_id", open.id())
                .with("note_state", open.note().state().wireName())
                .with("next_step", (person ? NextStep.DECIDE : NextStep.WAIT).wireName());
    }

    private static DomainException alreadyPosted(Writeback posted, String detail) {
        return DomainException.conflict("note_already_posted", detail)
                .with("writeback_id", posted.id())
                .with("external_id", posted.note().externalId());
    }

    private <T extends @Nullable Object> T inTransaction(java.util.function.Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }
}

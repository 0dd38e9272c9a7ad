package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.connector.Visibility;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One durable intent: put this text into this ticket, set that status, then tell the session
 * (contract-psa §8).
 */
public record Writeback(
        UUID accountId,
        UUID id,
        WritebackKind kind,
        Origin origin,
        Source source,
        Target target,
        Text text,
        NoteStep note,
        StatusStep status,
        SessionStep session,
        WritebackState state,
        Progress progress,
        Requester requester,
        Lease lease,
        Times times) {

    /**
     * @param handoffId of a package; {@code triggerId} of an automatic push
     */
    public record Source(
            @Nullable UUID sessionId,
            @Nullable UUID walkId,
            @Nullable UUID handoffId,
            @Nullable UUID triggerId,
            @Nullable UUID targetUserId,
            @Nullable String priority) {}

    /** All null when no ticket is linked. */
    public record Target(
            @Nullable UUID connectionId,
            @Nullable String provider,
            @Nullable String ticketId,
            @Nullable String ticketNumber,
            @Nullable String boardId) {

        static final Target NONE = new Target(null, null, null, null, null);

        public boolean isLinked() {
            return ticketId != null && connectionId != null;
        }

        Target seen(String number, @Nullable String board) {
            return new Target(connectionId, provider, ticketId, number, board);
        }

        boolean isSameTicket(Target other) {
            return java.util.Objects.equals(connectionId, other.connectionId)
                    && java.util.Objects.equals(ticketId, other.ticketId);
        }
    }

    /**
     * @param plain as it goes into the ticket, without signature and marker
     * @param sha256 of the normalised plain text: what makes two texts the same
     * @param marker {@code RF-…}, computed once
     */
    public record Text(
            String markdown,
            String plain,
            String sha256,
            String summary,
            @Nullable String answerSource,
            String marker,
            Visibility visibility) {

        Text visibleTo(Visibility who) {
            return new Text(markdown, plain, sha256, summary, answerSource, marker, who);
        }
    }

    public record LastError(String code, @Nullable String psaReason, String message, Instant at) {}

    /**
     * @param answerOwed the handler was told to come back: the same request gets the answer once
     */
    public record Progress(
            int attempts,
            int manualRetries,
            int automaticTries,
            @Nullable Instant nextAttemptAt,
            boolean answerOwed,
            @Nullable LastError lastError) {

        static final Progress NEW = new Progress(0, 0, 0, null, false, null);

        Progress attempts(int n) {
            return new Progress(
                    n, manualRetries, automaticTries, nextAttemptAt, answerOwed, lastError);
        }

        Progress next(@Nullable Instant at) {
            return new Progress(attempts, manualRetries, automaticTries, at, answerOwed, lastError);
        }

        Progress owing(boolean owed) {
            return new Progress(
                    attempts, manualRetries, automaticTries, nextAttemptAt, owed, lastError);
        }

        Progress failed(@Nullable LastError error) {
            return new Progress(
                    attempts, manualRetries, automaticTries, nextAttemptAt, answerOwed, error);
        }

        /** Counters only rise (KD-21). */
        Progress retriedByHand() {
            return new Progress(
                    attempts,
                    manualRetries + 1,
                    automaticTries,
                    nextAttemptAt,
                    answerOwed,
                    lastError);
        }

        Progress triedByItself() {
            return new Progress(
                    attempts,
                    manualRetries,
                    automaticTries + 1,
                    nextAttemptAt,
                    answerOwed,
                    lastError);
        }
    }

    /** Who acted, not who created (KD-40). */
    public record Requester(UUID id, String name, @Nullable String actingAs, String traceId) {}

    /**
     * @param epoch rises with every taking: a runner that slept cannot overwrite its successor
     */
    public record Lease(@Nullable UUID owner, long epoch, @Nullable Instant until) {

        static final Lease FREE = new Lease(null, 0, null);

        boolean isHeld(Instant now) {
            return until != null && until.isAfter(now);
        }
    }

    public record Times(
            int version, Instant createdAt, Instant updatedAt, @Nullable Instant completedAt) {}

    public UUID sourceId() {
        UUID id = source.sessionId() == null ? source.walkId() : source.sessionId();
        return java.util.Objects.requireNonNull(id);
    }

    /** The hand-off it ended in, or is meant for. */
    public @Nullable UUID handoffId() {
        return session.handoffId() == null ? source.handoffId() : session.handoffId();
    }

    Writeback with(NoteStep next) {
        return copy(
                origin, source, target, text, next, status, session, state, progress, requester);
    }

    Writeback with(StatusStep next) {
        return copy(origin, source, target, text, note, next, session, state, progress, requester);
    }

    Writeback with(SessionStep next) {
        return copy(origin, source, target, text, note, status, next, state, progress, requester);
    }

    Writeback with(WritebackState next) {
        return copy(origin, source, target, text, note, status, session, next, progress, requester);
    }

    Writeback with(Progress next) {
        return copy(origin, source, target, text, note, status, session, state, next, requester);
    }

    Writeback with(Target next) {
        return copy(origin, source, next, text, note, status, session, state, progress, requester);
    }

    Writeback with(Text next) {
        return copy(
                origin, source, target, next, note, status, session, state, progress, requester);
    }

    Writeback with(Source next) {
        return copy(origin, next, target, text, note, status, session, state, progress, requester);
    }

    Writeback with(Requester next) {
        return copy(origin, source, target, text, note, status, session, state, progress, next);
    }

    Writeback with(Origin next) {
        return copy(next, source, target, text, note, status, session, state, progress, requester);
    }

    /**
     * A person goes on with it under their own name: what began by itself is a post from now on,
     * and ends in the session too.
     */
    Writeback adoptedBy(Requester person, Source wanted) {
        if (origin == Origin.MANUAL_POST) {
            return with(person);
        }
        return with(person).with(wanted).with(Origin.MANUAL_POST).with(SessionStep.waiting());
    }

    /** Nothing of it is in the ticket, and nothing in doubt. */
    boolean isUnsent() {
        return (note.state() == NoteState.PENDING || note.state() == NoteState.REJECTED)
                && note.externalId() == null;
    }

    /** True for an automatic push of which nothing is in the ticket, and nothing in doubt. */
    boolean isUnsentPush() {
        return origin == Origin.AUTO && isUnsent();
    }

    /** Its reason was taken back before anything was sent. */
    Writeback dropped() {
        return with(note.cancelled()).with(WritebackState.CANCELLED).with(progress.next(null));
    }

    Writeback with(Lease next) {
        return new Writeback(
                accountId, id, kind, origin, source, target, text, note, status, session, state,
                progress, requester, next, times);
    }

    private Writeback copy(
            Origin newOrigin,
            Source newSource,
            Target newTarget,
            Text newText,
            NoteStep newNote,
            StatusStep newStatus,
            SessionStep newSession,
            WritebackState newState,
            Progress newProgress,
            Requester newRequester) {
        return new Writeback(
                accountId,
                id,
                kind,
                newOrigin,
                newSource,
                newTarget,
                newText,
                newNote,
                newStatus,
                newSession,
                newState,
                newProgress,
                newRequester,
                lease,
                times);
    }
}

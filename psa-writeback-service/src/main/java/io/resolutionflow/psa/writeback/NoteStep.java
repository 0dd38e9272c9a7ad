package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.connector.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The note of a write-back and every move it may make (contract-psa §8.1). A note whose fate is
 * unknown is looked for; only an internal one may be sent again without a person, and only after
 * two looks in vain behind the quiet period.
 *
 * @param externalId of the note, or of its first part
 * @param quietUntil until then the other side may still be storing what we sent
 * @param looks how often was looked since the last sending
 * @param missesAfterQuiet looks in vain behind the quiet period
 */
public record NoteStep(
        NoteState state,
        @Nullable String externalId,
        @Nullable Instant postedAt,
        @Nullable FoundBy foundBy,
        ReadBack readBack,
        @Nullable Instant readBackAt,
        int duplicates,
        @Nullable Instant firstSentAt,
        @Nullable Instant quietUntil,
        int looks,
        int missesAfterQuiet,
        @Nullable Instant lastLookAt) {

    static NoteStep pending() {
        return in(NoteState.PENDING);
    }

    /** No ticket is linked. */
    static NoteStep notNeeded() {
        return in(NoteState.NOT_NEEDED);
    }

    private static NoteStep in(NoteState state) {
        return new NoteStep(
                state, null, null, null, ReadBack.NOT_READ, null, 0, null, null, 0, 0, null);
    }

    boolean isDone() {
        return state == NoteState.CONFIRMED || state == NoteState.NOT_NEEDED;
    }

    boolean isInDoubt() {
        return state == NoteState.SENDING
                || state == NoteState.UNKNOWN
                || state == NoteState.RECONCILE;
    }

    NoteStep sending(Instant now, Duration quiet) {
        require(NoteState.PENDING);
        return new NoteStep(
                NoteState.SENDING,
                externalId,
                postedAt,
                foundBy,
                readBack,
                readBackAt,
                duplicates,
                firstSentAt == null ? now : firstSentAt,
                now.plus(quiet),
                0,
                0,
                null);
    }

    /** Nothing left us, or the other side did not even look at it. */
    NoteStep notSent() {
        require(NoteState.SENDING);
        return to(NoteState.PENDING);
    }

    NoteStep rejected() {
        require(NoteState.SENDING, NoteState.PENDING, NoteState.REJECTED);
        return to(NoteState.REJECTED);
    }

    /**
     * Something left us and no answer says what became of it; also: the process that sent it died.
     */
    NoteStep inDoubt() {
        require(NoteState.SENDING);
        return to(NoteState.UNKNOWN);
    }

    NoteStep confirmed(@Nullable String id, Instant at, FoundBy by) {
        require(
                NoteState.SENDING,
                NoteState.UNKNOWN,
                NoteState.RECONCILE,
                NoteState.NEEDS_PERSON,
                NoteState.PENDING,
                NoteState.REJECTED);
        if (id == null && by != FoundBy.PERSON) {
            throw new IllegalStateException(
                    "a note without an id counts only when a person saw it");
        }
        return new NoteStep(
                NoteState.CONFIRMED,
                externalId == null ? id : externalId,
                postedAt == null ? at : postedAt,
                by,
                readBack,
                readBackAt,
                duplicates,
                firstSentAt,
                quietUntil,
                looks,
                missesAfterQuiet,
                lastLookAt);
    }

    /** One part is in, others are left. */
    NoteStep partConfirmed(String id, Instant at) {
        require(NoteState.SENDING, NoteState.UNKNOWN, NoteState.RECONCILE);
        return new NoteStep(
                NoteState.PENDING,
                externalId == null ? id : externalId,
                postedAt == null ? at : postedAt,
                foundBy,
                readBack,
                readBackAt,
                duplicates,
                firstSentAt,
                quietUntil,
                looks,
                missesAfterQuiet,
                lastLookAt);
    }

    NoteStep reconciling() {
        require(NoteState.UNKNOWN);
        return to(NoteState.RECONCILE);
    }

    /** The ticket was read and the marker was not in it. */
    NoteStep missed(Instant now, Visibility visibility, Duration betweenMisses) {
        require(NoteState.RECONCILE);
        boolean quietOver = quietUntil == null || !now.isBefore(quietUntil);
        if (!quietOver) {
            return looked(NoteState.UNKNOWN, now, 0);
        }
        if (missesAfterQuiet == 0) {
            return looked(NoteState.UNKNOWN, now, 1);
        }
        if (lastLookAt != null && now.isBefore(lastLookAt.plus(betweenMisses))) {
            return to(NoteState.UNKNOWN);
        }
        return looked(
                visibility == Visibility.INTERNAL ? NoteState.PENDING : NoteState.NEEDS_PERSON,
                now,
                missesAfterQuiet + 1);
    }

    /** The ticket could not be read: nothing is learnt. */
    NoteStep unreadable() {
        require(NoteState.RECONCILE);
        return new NoteStep(
                NoteState.UNKNOWN,
                externalId,
                postedAt,
                foundBy,
                readBack,
                readBackAt,
                duplicates,
                firstSentAt,
                quietUntil,
                looks + 1,
                missesAfterQuiet,
                lastLookAt);
    }

    NoteStep forPerson() {
        require(NoteState.UNKNOWN, NoteState.RECONCILE);
        return to(NoteState.NEEDS_PERSON);
    }

    /** The handler tries once more, perhaps with new text. */
    NoteStep again() {
        require(NoteState.PENDING, NoteState.REJECTED);
        return to(NoteState.PENDING);
    }

    /** A person looked into the ticket and decided that it is not there. */
    NoteStep sendAgain() {
        require(NoteState.NEEDS_PERSON);
        return to(NoteState.PENDING);
    }

    NoteStep givenUp() {
        if (isInDoubt()) {
            throw new IllegalStateException("a note in doubt is looked for, not given up");
        }
        return state == NoteState.CONFIRMED ? this : to(NoteState.GIVEN_UP);
    }

    NoteStep cancelled() {
        require(NoteState.PENDING, NoteState.REJECTED);
        return to(NoteState.CANCELLED);
    }

    NoteStep readBack(ReadBack seen, int copiesBesides, Instant now) {
        require(NoteState.CONFIRMED);
        return new NoteStep(
                state,
                externalId,
                postedAt,
                foundBy,
                seen,
                now,
                copiesBesides,
                firstSentAt,
                quietUntil,
                looks,
                missesAfterQuiet,
                lastLookAt);
    }

    /** When to look next: fixed times after the sending, then regularly. */
    Instant nextLook(Instant now, List<Duration> times, Duration thenEvery, Duration quiet) {
        Instant sent = quietUntil == null ? now : quietUntil.minus(quiet);
        return times.stream()
                .map(sent::plus)
                .filter(time -> time.isAfter(now))
                .findFirst()
                .orElseGet(() -> now.plus(thenEvery));
    }

    private NoteStep looked(NoteState to, Instant now, int misses) {
        return new NoteStep(
                to,
                externalId,
                postedAt,
                foundBy,
                readBack,
                readBackAt,
                duplicates,
                firstSentAt,
                quietUntil,
                looks + 1,
                misses,
                now);
    }

    private NoteStep to(NoteState next) {
        return new NoteStep(
                next,
                externalId,
                postedAt,
                foundBy,
                readBack,
                readBackAt,
                duplicates,
                firstSentAt,
                quietUntil,
                looks,
                missesAfterQuiet,
                lastLookAt);
    }

    private void require(NoteState... allowed) {
        if (!List.of(allowed).contains(state)) {
            throw new IllegalStateException("a note cannot do this while " + state);
        }
    }
}

package io.resolutionflow.psa.writeback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ticket's status and every move it may make (contract-psa §8.2). It counts as set only when a
 * second, later read shows it: workflow rules of the ticketing system may undo what was accepted.
 *
 * @param wanted target of the ticket's board; null when none is mapped
 * @param before what the ticket had when we first looked
 * @param found what the last read showed
 */
public record StatusStep(
        StatusState state,
        @Nullable String skippedCode,
        @Nullable Verification verification,
        @Nullable StatusRef wanted,
        @Nullable StatusRef before,
        @Nullable StatusRef found,
        int reads,
        @Nullable Instant verifiedAt) {

    static final String NO_TARGET = "no_target_status";
    static final String SWITCHED_OFF = "switched_off";

    static StatusStep waiting() {
        return new StatusStep(StatusState.WAITING, null, null, null, null, null, 0, null);
    }

    static StatusStep notNeeded() {
        return new StatusStep(StatusState.NOT_NEEDED, null, null, null, null, null, 0, null);
    }

    boolean isDone() {
        return state == StatusState.VERIFIED
                || state == StatusState.SKIPPED
                || state == StatusState.NOT_NEEDED;
    }

    /** The mapping as it is now: an administrator may have repaired it since the last try. */
    StatusStep wanting(@Nullable StatusRef target) {
        if (state == StatusState.VERIFIED || state == StatusState.NOT_NEEDED) {
            return this;
        }
        StatusState next = state == StatusState.SKIPPED ? StatusState.WAITING : state;
        return target == null
                ? skipped(NO_TARGET)
                : new StatusStep(next, null, verification, target, before, found, reads, null);
    }

    StatusStep skipped(String code) {
        return new StatusStep(StatusState.SKIPPED, code, null, null, before, found, reads, null);
    }

    /** Also after a process died in the middle: reading decides again. */
    StatusStep pending() {
        require(
                StatusState.WAITING,
                StatusState.NOT_VERIFIED,
                StatusState.PENDING,
                StatusState.SENDING,
                StatusState.VERIFYING);
        return new StatusStep(StatusState.PENDING, null, null, wanted, before, found, reads, null);
    }

    /** Nothing is written: the ticket has the wanted status. */
    StatusStep alreadyThere(StatusRef seen, Instant now) {
        require(StatusState.PENDING);
        return new StatusStep(
                StatusState.VERIFIED,
                null,
                null,
                wanted,
                before == null ? seen : before,
                seen,
                reads + 1,
                now);
    }

    StatusStep sending(@Nullable StatusRef seen) {
        require(StatusState.PENDING);
        return new StatusStep(StatusState.SENDING, null, null, wanted, seen, seen, reads + 1, null);
    }

    StatusStep verifying() {
        require(StatusState.SENDING);
        return new StatusStep(
                StatusState.VERIFYING, null, null, wanted, before, found, reads, null);
    }

    StatusStep refused() {
        require(StatusState.SENDING);
        return notVerified(Verification.REFUSED, found, reads);
    }

    StatusStep unreadable() {
        require(StatusState.PENDING, StatusState.VERIFYING);
        return notVerified(Verification.UNREADABLE, found, reads);
    }

    /**
     * @param first read at once, {@code second} read later; null when it could not be read
     */
    StatusStep judged(@Nullable StatusRef first, @Nullable StatusRef second, Instant now) {
        require(StatusState.VERIFYING);
        int seen = reads + (first == null ? 0 : 1) + (second == null ? 0 : 1);
        if (second == null) {
            return notVerified(Verification.UNREADABLE, first == null ? found : first, seen);
        }
        if (second.isSame(wanted)) {
            return new StatusStep(
                    StatusState.VERIFIED, null, null, wanted, before, second, seen, now);
        }
        boolean wasThere = first != null && first.isSame(wanted);
        boolean unchanged = second.isSame(before) && !wasThere;
        return notVerified(
                unchanged ? Verification.REJECTED : Verification.CHANGED_ELSEWHERE, second, seen);
    }

    private StatusStep notVerified(Verification why, @Nullable StatusRef seen, int seenReads) {
        return new StatusStep(
                StatusState.NOT_VERIFIED, null, why, wanted, before, seen, seenReads, null);
    }

    private void require(StatusState... allowed) {
        if (!List.of(allowed).contains(state)) {
            throw new IllegalStateException("a status cannot do this while " + state);
        }
    }
}

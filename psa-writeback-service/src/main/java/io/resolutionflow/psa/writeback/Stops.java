package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.connector.PsaFailure;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told when a write-back stops (contract-psa §7.2): what happened, what is safe,
 * what to do.
 */
final class Stops {

    private Stops() {}

    static WritebackStopped nothingSent(Writeback w, PsaFailure failure) {
        return stop(
                502,
                "psa_unreachable",
                "The ticketing system could not be reached, and nothing was posted. Try again."
                        + way(w),
                failure,
                NextStep.REPEAT,
                false);
    }

    static WritebackStopped fateUnknown(Writeback w, PsaFailure failure) {
        return stop(
                502,
                "psa_unreachable",
                "The note was sent, but the ticketing system did not confirm it. We are checking whether it arrived; it is not"
                        + " posted twice."
                        + way(w),
                failure,
                NextStep.WAIT,
                false);
    }

    static WritebackStopped signInRefused(Writeback w, PsaFailure failure) {
        return stop(
                502,
                "psa_credentials_rejected",
                "The ticketing system did not accept the sign-in. An administrator has to check the connection."
                        + way(w),
                failure,
                NextStep.FIX_CONNECTION,
                false);
    }

    static WritebackStopped noteRefused(Writeback w, PsaFailure failure) {
        String why =
                switch (failure.reason()) {
                    case "ticket_not_found" -> "The ticketing system does not know this ticket.";
                    case "permission_missing" ->
                            "The API user may not write notes into this ticket.";
                    default -> "The ticketing system refused the note.";
                };
        return stop(502, "psa_post_failed", why + way(w), failure, nextFor(failure), true);
    }

    /** Not called at all: it failed too often just now. */
    static WritebackStopped circuitOpen(Writeback w, PsaFailure failure) {
        var stopped =
                stop(
                        503,
                        "psa_circuit_open",
                        "The ticketing system has been failing and is given a rest. Try again in a moment."
                                + way(w),
                        failure,
                        NextStep.REPEAT,
                        false);
        Duration after = Objects.requireNonNullElse(failure.retryAfter(), Duration.ofSeconds(30));
        stopped.problem().retryAfter(Math.max(1, after.toSeconds()));
        return stopped;
    }

    static WritebackStopped throttled(Writeback w, PsaFailure failure) {
        var stopped =
                stop(
                        502,
                        "psa_post_failed",
                        "The ticketing system asks to slow down. Try again later." + way(w),
                        failure,
                        NextStep.REPEAT,
                        false);
        Duration after = Objects.requireNonNullElse(failure.retryAfter(), Duration.ofSeconds(30));
        stopped.problem().retryAfter(Math.max(1, after.toSeconds()));
        return stopped;
    }

    /**
     * The note is in the ticket, the status is not what it should be (KD-30): a repeat posts no
     * second note.
     */
    static WritebackStopped notVerified(Writeback w, @Nullable PsaFailure failure) {
        StatusRef wanted = Objects.requireNonNull(w.status().wanted());
        StatusRef actual = w.status().found();
        Verification why = Objects.requireNonNull(w.status().verification());
        var problem =
                new DomainException(
                                502,
                                "psa_status_not_verified",
                                statusSentence(w, wanted, actual, why) + way(w))
                        .with("verification", why.wireName())
                        .with("wanted_status_id", wanted.id())
                        .with("wanted_status_name", wanted.name())
                        .with("actual_status_id", actual == null ? null : actual.id())
                        .with("actual_status_name", actual == null ? null : actual.name());
        boolean refused = why == Verification.REFUSED;
        return new WritebackStopped(
                problem,
                failure == null ? null : failure.reason(),
                refused ? NextStep.FIX_MAPPING : NextStep.REPEAT,
                failure == null ? null : failure.retryAfter(),
                refused);
    }

    private static String statusSentence(
            Writeback w, StatusRef wanted, @Nullable StatusRef actual, Verification why) {
        String where = "The note is in ticket " + w.target().ticketNumber() + ", but ";
        String safe = " Try again: the note will not be posted twice.";
        return switch (why) {
            case REFUSED ->
                    where
                            + "the ticketing system refused the status "
                            + quoted(wanted)
                            + ". Its board may not have it any more.";
            case UNREADABLE -> where + "its status could not be read back." + safe;
            case REJECTED, CHANGED_ELSEWHERE ->
                    where
                            + "the PSA still shows "
                            + quoted(actual)
                            + " instead of "
                            + quoted(wanted)
                            + "."
                            + safe;
        };
    }

    private static String quoted(@Nullable StatusRef status) {
        return status == null
                ? "another status"
                : "\"" + Objects.requireNonNullElse(status.name(), status.id()) + "\"";
    }

    static WritebackStopped merged(String mergedInto) {
        return new WritebackStopped(
                DomainException.conflict(
                                "ticket_merged",
                                "This ticket was merged into "
                                        + mergedInto
                                        + ". Link that one and try again.")
                        .with("merged_into", mergedInto),
                "ticket_merged",
                NextStep.REPEAT,
                null,
                true);
    }

    static WritebackStopped connectionRemoved() {
        return new WritebackStopped(
                DomainException.conflict(
                        "connection_removed",
                        "The connection to the ticketing system was deleted. Link the ticket again over another one."),
                "connection_removed",
                NextStep.FIX_CONNECTION,
                null,
                true);
    }

    /** Never told to anybody who waits: the run ends cancelled. */
    static WritebackStopped dropped() {
        return new WritebackStopped(
                DomainException.conflict(
                        "writeback_cancelled",
                        "What this note was about was taken back; nothing was posted."),
                null,
                NextStep.REPEAT,
                null,
                true);
    }

    static WritebackStopped sessionAway() {
        return new WritebackStopped(
                new DomainException(
                                503,
                                "session_update_pending",
                                "Everything is in the ticket; the session itself is brought up to date in a moment. Nothing is posted twice.")
                        .retryAfter(5),
                null,
                NextStep.REPEAT,
                null,
                false);
    }

    static WritebackStopped sessionTaken(Writeback w, @Nullable String sessionStatus, String code) {
        boolean linked = w.note().state() == NoteState.CONFIRMED;
        String detail =
                linked
                        ? "The note is in the ticket, but meanwhile a colleague took the session over or it ended."
                        : "Meanwhile a colleague took the session over or it ended.";
        return new WritebackStopped(
                DomainException.conflict(linked ? "session_taken_over" : code, detail)
                        .with("external_id", w.note().externalId())
                        .with("session_status", sessionStatus),
                code,
                NextStep.RETRY_PSA_PUSH,
                null,
                true);
    }

    static WritebackStopped sessionRefused(String code, String detail) {
        return new WritebackStopped(
                new DomainException(422, code, detail), code, NextStep.REPEAT, null, true);
    }

    private static WritebackStopped stop(
            int status,
            String code,
            String detail,
            PsaFailure failure,
            NextStep next,
            boolean forGood) {
        return new WritebackStopped(
                new DomainException(status, code, detail),
                failure.reason(),
                next,
                failure.retryAfter(),
                forGood);
    }

    private static NextStep nextFor(PsaFailure failure) {
        return failure.reason().equals("permission_missing")
                ? NextStep.FIX_CONNECTION
                : NextStep.REPEAT;
    }

    private static String way(Writeback w) {
        if (w.origin() == Origin.AUTO) {
            return "";
        }
        return w.kind() == WritebackKind.RESOLUTION_NOTE
                ? " You can also resolve without changing the ticket."
                : " You can also escalate without changing the ticket.";
    }
}

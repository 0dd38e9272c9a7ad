package io.resolutionflow.psa.writeback;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The overall state, derived from the three steps (contract-psa §8.3). */
public enum WritebackState {
    IN_PROGRESS("pending_retry"),
    COMPLETED("sent"),
    PENDING_RETRY("pending_retry"),
    UNKNOWN("pending_retry"),
    NEEDS_RETRY("failed"),
    FAILED("failed"),
    NEEDS_PERSON("failed"),
    CONFLICT("failed"),
    CANCELLED(null),
    GIVEN_UP(null),
    SUPERSEDED(null);

    /** After these another write-back of the same session and kind may begin. */
    public static final Set<WritebackState> CLOSED =
            EnumSet.of(COMPLETED, CANCELLED, GIVEN_UP, SUPERSEDED, CONFLICT);

    private final @Nullable String pushStatus;

    WritebackState(@Nullable String pushStatus) {
        this.pushStatus = pushStatus;
    }

    /**
     * @param mayTryAgain an automatic push that has tries left and was not refused for good
     */
    static WritebackState of(
            NoteStep note,
            StatusStep status,
            SessionStep session,
            Origin origin,
            boolean mayTryAgain) {
        return switch (note.state()) {
            case CANCELLED -> CANCELLED;
            case GIVEN_UP -> GIVEN_UP;
            case SENDING, UNKNOWN, RECONCILE -> UNKNOWN;
            case NEEDS_PERSON -> NEEDS_PERSON;
            case PENDING, REJECTED -> stopped(origin, mayTryAgain);
            case CONFIRMED, NOT_NEEDED -> behindTheNote(status, session, origin, mayTryAgain);
        };
    }

    private static WritebackState behindTheNote(
            StatusStep status, SessionStep session, Origin origin, boolean mayTryAgain) {
        if (session.state() == SessionState.CONFLICT) {
            return CONFLICT;
        }
        if (!status.isDone()) {
            return stopped(origin, mayTryAgain);
        }
        // only the session is left: finished in the background, whoever started it
        return session.isDone() ? COMPLETED : PENDING_RETRY;
    }

    private static WritebackState stopped(Origin origin, boolean mayTryAgain) {
        if (origin == Origin.MANUAL_POST) {
            return NEEDS_RETRY;
        }
        return mayTryAgain ? PENDING_RETRY : FAILED;
    }

    public boolean isClosed() {
        return CLOSED.contains(this);
    }

    /** Somebody has to know: an event goes out. */
    boolean isTrouble() {
        return this == FAILED || this == NEEDS_PERSON || this == NEEDS_RETRY || this == CONFLICT;
    }

    /** {@code psa_push_status} of the session; null when it does not change it. */
    public @Nullable String pushStatus() {
        return pushStatus;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

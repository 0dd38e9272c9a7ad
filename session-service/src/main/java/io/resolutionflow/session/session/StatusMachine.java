package io.resolutionflow.session.session;

import static io.resolutionflow.session.session.SessionStatus.ABANDONED;
import static io.resolutionflow.session.session.SessionStatus.ACTIVE;
import static io.resolutionflow.session.session.SessionStatus.ESCALATED;
import static io.resolutionflow.session.session.SessionStatus.OPEN;
import static io.resolutionflow.session.session.SessionStatus.PAUSED;
import static io.resolutionflow.session.session.SessionStatus.REQUESTING_ESCALATION;
import static io.resolutionflow.session.session.SessionStatus.RESOLVED;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole table of contract-sessions §2 as one pure function; who may ask is decided elsewhere.
 */
public final class StatusMachine {

    private StatusMachine() {}

    /** What the hand-off that an act names is to the session. */
    public enum HandoffRole {
        /** It is the open one. */
        WAITING,
        /** It was claimed last and nothing was opened since. */
        CLAIMED,
        /** Neither, or no hand-off is meant. */
        OTHER
    }

    /**
     * What the decision rests on.
     *
     * @param openIntent {@code park} or {@code escalate} of the open hand-off, null when none is
     *     open
     * @param ownHandoff the open hand-off was made by the person acting
     * @param role what the named hand-off is; {@link HandoffRole#OTHER} for triggers that name none
     * @param returnTo for a release the waiting status before the claim, for a cancel the status
     *     before the hand-over
     */
    public record Situation(
            SessionStatus status,
            @Nullable String openIntent,
            boolean ownHandoff,
            HandoffRole role,
            SessionStatus returnTo) {

        public static Situation of(SessionStatus status) {
            return new Situation(status, null, false, HandoffRole.OTHER, ACTIVE);
        }
    }

    /** What the machine says. */
    public sealed interface Verdict {
        record Move(SessionStatus to) implements Verdict {}

        record Gone() implements Verdict {}

        /** Asking for what already holds. */
        record AlreadySo() implements Verdict {}

        /** 409 {@code invalid_session_status}. */
        record WrongStatus(List<SessionStatus> allowed) implements Verdict {}

        /** 409 {@code handoff_open}. */
        record HandoffOpen() implements Verdict {}

        /** 409 {@code session_not_handoverable}. */
        record NotHandoverable() implements Verdict {}

        /** 409 {@code session_not_postable}. */
        record NotPostable() implements Verdict {}

        /** 409 {@code session_finished}: an act that came too late. */
        record Finished() implements Verdict {}

        /** 409 {@code session_was_handed_over}. */
        record WasHandedOver() implements Verdict {}
    }

    public static Verdict decide(Trigger trigger, Situation now) {
        SessionStatus status = now.status();
        return switch (trigger) {
            case CREATE -> new Verdict.Move(ACTIVE);
            case PAUSE -> oneWay(status, ACTIVE, PAUSED);
            case RESUME -> oneWay(status, PAUSED, ACTIVE);
            case PARK -> handOver(now, PAUSED, false);
            case ESCALATE -> handOver(now, REQUESTING_ESCALATION, replacesOwnPark(now));
            case PACKAGE_POST ->
                    status == ESCALATED || status == ABANDONED
                            ? new Verdict.NotPostable()
                            : new Verdict.Move(ESCALATED);
            case CLAIM, RELEASE, REASSIGN, CANCEL -> act(trigger, now);
            case RESOLVE ->
                    status.isOpen() ? new Verdict.Move(RESOLVED) : new Verdict.WrongStatus(OPEN);
            case NOTE_POST ->
                    status.isOpen() ? new Verdict.Move(RESOLVED) : new Verdict.NotPostable();
            case ABANDON -> abandon(status);
            case DELETE ->
                    now.openIntent() == null ? new Verdict.Gone() : new Verdict.WasHandedOver();
        };
    }

    private static Verdict oneWay(SessionStatus status, SessionStatus from, SessionStatus to) {
        if (status == from) {
            return new Verdict.Move(to);
        }
        return status == to ? new Verdict.AlreadySo() : new Verdict.WrongStatus(List.of(from));
    }

    private static Verdict handOver(Situation now, SessionStatus to, boolean mayReplace) {
        if (!now.status().isOpen()) {
            return new Verdict.NotHandoverable();
        }
        return now.openIntent() != null && !mayReplace
                ? new Verdict.HandoffOpen()
                : new Verdict.Move(to);
    }

    private static boolean replacesOwnPark(Situation now) {
        return "park".equals(now.openIntent()) && now.ownHandoff();
    }

    private static Verdict abandon(SessionStatus status) {
        return switch (status) {
            case ACTIVE, PAUSED -> new Verdict.Move(ABANDONED);
            case ABANDONED -> new Verdict.AlreadySo();
            case REQUESTING_ESCALATION, ESCALATED, RESOLVED ->
                    new Verdict.WrongStatus(List.of(ACTIVE, PAUSED));
        };
    }

    /** Acts of handoff-service on a hand-off; they come late, twice and out of order. */
    private static Verdict act(Trigger trigger, Situation now) {
        if (!now.status().isOpen() || now.role() == HandoffRole.OTHER) {
            return new Verdict.Finished();
        }
        boolean waiting = now.role() == HandoffRole.WAITING;
        return switch (trigger) {
            // claimed already: the release in between was overtaken
            case CLAIM -> new Verdict.Move(ACTIVE);
            // waiting still: the claim it undoes was overtaken
            case RELEASE -> waiting ? new Verdict.AlreadySo() : new Verdict.Move(now.returnTo());
            case REASSIGN -> new Verdict.Move(now.status());
            case CANCEL ->
                    waiting
                            ? new Verdict.Move(now.returnTo() == RESOLVED ? ACTIVE : now.returnTo())
                            : new Verdict.Finished();
            default -> throw new IllegalArgumentException("no act on a hand-off: " + trigger);
        };
    }
}

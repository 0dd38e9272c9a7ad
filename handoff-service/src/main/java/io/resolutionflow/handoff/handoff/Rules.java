package io.resolutionflow.handoff.handoff;

import io.resolutionflow.platform.problem.DomainException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what to a hand-off that they may see, and in which order the answers come: right to
 * act (403), then state (409).
 */
public final class Rules {

    private Rules() {}

    /**
     * @param ownerOrAdmin whether the account lets them act for others
     */
    public record Who(UUID id, boolean ownerOrAdmin) {}

    /** What an act comes to. */
    public sealed interface Decision {
        Decision ALLOWED = new Allowed();
        Decision UNCHANGED = new Unchanged();

        record Allowed() implements Decision {}

        /** A repeat of what was done before: 200 and no event. */
        record Unchanged() implements Decision {}

        record Refused(DomainException answer) implements Decision {}
    }

    /** §3.1, for a hand-off that belongs to the path. */
    public static Decision claim(Handoff handoff, UUID caller) {
        if (handoff.isOriginator(caller)) {
            return refuse(
                    DomainException.forbidden(
                            "own_handoff",
                            "You handed this on yourself. A colleague has to take it."));
        }
        return switch (handoff.state().status()) {
            case CANCELLED, CLOSED -> refuse(closed(handoff));
            case CLAIMED ->
                    handoff.isClaimer(caller)
                            ? Decision.UNCHANGED
                            : refuse(alreadyClaimed(handoff));
            case OPEN -> Decision.ALLOWED;
        };
    }

    /**
     * @param releasedBy who did the last act, when that was a release
     */
    public static Decision release(Handoff handoff, Who who, @Nullable UUID releasedBy) {
        Status status = handoff.state().status();
        if (status == Status.OPEN && who.id().equals(releasedBy)) {
            return Decision.UNCHANGED;
        }
        if (!handoff.isClaimer(who.id()) && !who.ownerOrAdmin()) {
            return refuse(
                    DomainException.forbidden(
                            "not_claimer", "Only the person who claimed this may give it back."));
        }
        return switch (status) {
            case CANCELLED, CLOSED -> refuse(closed(handoff));
            case OPEN ->
                    refuse(DomainException.conflict("not_claimed", "Nobody has claimed this."));
            case CLAIMED -> Decision.ALLOWED;
        };
    }

    public static Decision cancel(Handoff handoff, Who who) {
        if (!handoff.isOriginator(who.id()) && !who.ownerOrAdmin()) {
            return refuse(
                    DomainException.forbidden(
                            "not_originator",
                            "Only the person who handed this on may take it back."));
        }
        return switch (handoff.state().status()) {
            case CANCELLED -> Decision.UNCHANGED;
            case CLOSED -> refuse(closed(handoff));
            case CLAIMED -> refuse(alreadyClaimed(handoff));
            case OPEN -> Decision.ALLOWED;
        };
    }

    /** The target's own rules (eligible, not the originator) are checked after this. */
    public static Decision reassign(Handoff handoff, Who who) {
        HandoffState state = handoff.state();
        boolean holder =
                switch (state.status()) {
                    case OPEN -> handoff.isOriginator(who.id());
                    case CLAIMED -> handoff.isClaimer(who.id());
                    case CANCELLED, CLOSED ->
                            handoff.isOriginator(who.id()) || handoff.isClaimer(who.id());
                };
        if (!holder && !who.ownerOrAdmin()) {
            return refuse(
                    DomainException.forbidden(
                            "not_allowed_to_reassign",
                            "You may not pass this on to somebody else."));
        }
        return state.isLive() ? Decision.ALLOWED : refuse(closed(handoff));
    }

    /** 409 {@code handoff_closed}. */
    public static DomainException closed(Handoff handoff) {
        CloseReason reason = handoff.state().closedReason();
        return DomainException.conflict("handoff_closed", "This hand-off is over.")
                .with("handoff_status", handoff.state().status().wire())
                .with("closed_reason", reason == null ? null : reason.wire());
    }

    private static DomainException alreadyClaimed(Handoff handoff) {
        Person claimer = handoff.state().claimer();
        String winner = claimer == null ? "Somebody else" : claimer.name();
        return DomainException.conflict("already_claimed", winner + " has claimed this already.")
                .with("claimed_by_id", claimer == null ? null : claimer.id())
                .with("claimed_by_name", claimer == null ? null : claimer.name())
                .with("claimed_at", String.valueOf(handoff.state().claimedAt()));
    }

    private static Decision refuse(DomainException answer) {
        return new Decision.Refused(answer);
    }
}

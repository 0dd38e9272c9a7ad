package io.resolutionflow.session.session;

import io.resolutionflow.session.session.StatusMachine.HandoffRole;
import io.resolutionflow.session.session.StatusMachine.Situation;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

/**
 * One session. Every change goes through a method here while the row is locked; the methods trust
 * that {@link StatusMachine} has said yes, and return what they cleared, which the transition row
 * keeps.
 */
@Entity
@Table(name = "ai_session")
@SQLRestriction("deleted_at is null")
@DynamicUpdate
public class AiSession extends SessionCase {

    private SessionStatus status;
    @Embedded private @Nullable OpenHandoff openHandoff;
    @Embedded private @Nullable Escalation escalation;
    @Embedded private @Nullable Resolution resolution;
    private @Nullable Instant pausedAt;
    private @Nullable Instant abandonedAt;
    private @Nullable String abandonReason;
    private @Nullable Instant deletedAt;

    @SuppressWarnings("NullAway.Init")
    protected AiSession() {}

    /** What a new session is made of. */
    public record Beginning(
            UUID id,
            UUID accountId,
            Actor owner,
            String sessionType,
            String intakeType,
            IntakeContent intake,
            String title,
            boolean titleAutomatic,
            Triage triage,
            TicketLink ticket,
            Instant at) {}

    public AiSession(Beginning from) {
        super(from);
        this.status = SessionStatus.ACTIVE;
    }

    public Situation situation(@Nullable UUID actor, @Nullable UUID handoffId) {
        OpenHandoff open = openHandoff;
        HandoffRole role = HandoffRole.OTHER;
        SessionStatus returnTo = SessionStatus.ACTIVE;
        if (open != null && open.id().equals(handoffId)) {
            role = HandoffRole.WAITING;
            returnTo = open.previousStatus();
        } else if (open == null && handoffId != null && handoffId.equals(lastHandoffId)) {
            role = HandoffRole.CLAIMED;
            returnTo =
                    lastHandoff == null
                            ? SessionStatus.REQUESTING_ESCALATION
                            : lastHandoff.waitingStatus();
        }
        return new Situation(
                status,
                open == null ? null : open.intent(),
                open != null && open.by().equals(actor),
                role,
                returnTo);
    }

    public void pause(Instant now) {
        status = SessionStatus.PAUSED;
        pausedAt = now;
        raise(now);
    }

    public Cleared resume(Instant now) {
        var cleared = new Cleared().open(openHandoff).value("paused_at", pausedAt);
        forgetClaimOf(openHandoff);
        status = SessionStatus.ACTIVE;
        pausedAt = null;
        openHandoff = null;
        raise(now);
        return cleared;
    }

    /**
     * A hand-off that was withdrawn after a release cannot be claimed again, however new the epoch.
     */
    private void forgetClaimOf(@Nullable OpenHandoff withdrawn) {
        if (withdrawn != null && withdrawn.id().equals(lastHandoffId)) {
            lastHandoffId = null;
            lastHandoff = null;
        }
    }

    public void park(OpenHandoff handoff, Instant now) {
        status = SessionStatus.PAUSED;
        pausedAt = now;
        open(handoff);
        raise(now);
    }

    /**
     * @param to {@code requesting_escalation}, or {@code escalated} when the package has been
     *     posted
     */
    public Cleared escalate(
            SessionStatus to,
            OpenHandoff handoff,
            @Nullable UUID target,
            @Nullable String reason,
            Instant now) {
        var cleared =
                new Cleared().open(openHandoff).value("paused_at", pausedAt).resolution(resolution);
        status = to;
        open(handoff);
        escalation = new Escalation(now, target, reason);
        pausedAt = null;
        resolution = null;
        raise(now);
        return cleared;
    }

    private void open(OpenHandoff handoff) {
        openHandoff = handoff;
        // epochs count per hand-off
        claimEpoch = 0;
    }

    /** A package joins the escalation that waits already. */
    public void joinPackage(Instant now) {
        status = SessionStatus.ESCALATED;
        raise(now);
    }

    public Cleared claim(UUID handoffId, int epoch, UUID handler, String name, Instant now) {
        var cleared =
                new Cleared()
                        .open(openHandoff)
                        .value("paused_at", pausedAt)
                        .value("work_preference", workPreference);
        if (openHandoff != null) {
            lastHandoff = new ClaimedHandoff(openHandoff, status, escalation().to());
        }
        cleared.value("escalated_to_id", escalation().to());
        escalation = new Escalation(escalation().at(), null, escalation().reason());
        lastHandoffId = handoffId;
        claimEpoch = epoch;
        claimedAt = now;
        handlerId = handler;
        handlerName = name;
        status = SessionStatus.ACTIVE;
        openHandoff = null;
        pausedAt = null;
        workPreference = null;
        raise(now);
        return cleared;
    }

    public Cleared release(int epoch, Instant now) {
        var cleared = new Cleared().value("claimed_at", claimedAt).value("paused_at", pausedAt);
        ClaimedHandoff claimed = Objects.requireNonNull(lastHandoff, "released without a claim");
        status = claimed.waitingStatus();
        openHandoff = claimed.handoff();
        if (sourceHandoffId() == null || !sourceHandoffId().equals(claimed.handoff().id())) {
            handlerId = claimed.handoff().by();
            handlerName = claimed.handoff().byName();
        }
        escalation =
                new Escalation(escalation().at(), claimed.escalatedTo(), escalation().reason());
        claimedAt = null;
        pausedAt = status == SessionStatus.PAUSED ? now : null;
        claimEpoch = epoch;
        raise(now);
        return cleared;
    }

    public Cleared giveTo(int epoch, UUID handler, String name, Instant now) {
        var cleared = new Cleared().value("work_preference", workPreference);
        handlerId = handler;
        handlerName = name;
        workPreference = null;
        claimEpoch = epoch;
        claimedAt = now;
        raise(now);
        return cleared;
    }

    /** Another target while nobody has claimed. */
    public void retarget(int epoch, @Nullable UUID target, Instant now) {
        escalation = new Escalation(escalation().at(), target, escalation().reason());
        claimEpoch = epoch;
        raise(now);
    }

    public void passEpoch(int epoch) {
        claimEpoch = epoch;
    }

    public Cleared withdrawHandoff(SessionStatus to, int epoch, Instant now) {
        var cleared =
                new Cleared().open(openHandoff).escalation(escalation).value("paused_at", pausedAt);
        forgetClaimOf(openHandoff);
        status = to;
        openHandoff = null;
        escalation = null;
        pausedAt = to == SessionStatus.PAUSED ? (pausedAt == null ? now : pausedAt) : null;
        if (to == SessionStatus.ABANDONED) {
            abandonedAt = now;
        }
        claimEpoch = epoch;
        raise(now);
        return cleared;
    }

    public Cleared resolve(Resolution how, Instant now) {
        var cleared =
                new Cleared().open(openHandoff).escalation(escalation).value("paused_at", pausedAt);
        status = SessionStatus.RESOLVED;
        resolution = how;
        openHandoff = null;
        escalation = null;
        pausedAt = null;
        raise(now);
        return cleared;
    }

    public Cleared abandon(@Nullable String reason, Instant now) {
        var cleared = new Cleared().open(openHandoff).value("paused_at", pausedAt);
        status = SessionStatus.ABANDONED;
        abandonedAt = now;
        abandonReason = reason;
        openHandoff = null;
        pausedAt = null;
        raise(now);
        return cleared;
    }

    public void delete(Instant now) {
        deletedAt = now;
        raise(now);
    }

    public SessionStatus status() {
        return status;
    }

    public @Nullable OpenHandoff openHandoff() {
        return openHandoff;
    }

    public @Nullable UUID openHandoffId() {
        return openHandoff == null ? null : openHandoff.id();
    }

    public Escalation escalation() {
        return escalation == null ? Escalation.NONE : escalation;
    }

    public Resolution resolution() {
        return resolution == null ? Resolution.NONE : resolution;
    }

    public List<String> stepsTaken() {
        List<String> taken = resolution().stepsTaken();
        return taken == null ? List.of() : taken;
    }

    public List<String> recommendations() {
        List<String> given = resolution().recommendations();
        return given == null ? List.of() : given;
    }
}

package io.resolutionflow.session.session;

import io.resolutionflow.session.session.StatusMachine.HandoffRole;
import io.resolutionflow.session.session.StatusMachine.Situation;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One session. Every change goes through a method here while the row is locked; the methods trust
 * that {@link StatusMachine} has said yes, and return what they cleared, which the transition row
 * keeps.
 */
@Entity
@Table(name = "ai_session")
@SQLRestriction("deleted_at is null")
public class AiSession {

    @Id private UUID id;
    @TenantId private UUID accountId;
    private Instant createdAt;
    private Instant updatedAt;
    private UUID ownerId;
    private String ownerName;
    private @Nullable UUID teamId;
    private UUID handlerId;
    private String handlerName;
    private @Nullable Instant claimedAt;
    private @Nullable UUID lastHandoffId;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable ClaimedHandoff lastHandoff;

    private int claimEpoch;
    private String sessionType;
    private String origin;
    private @Nullable UUID sourceWalkId;
    private @Nullable UUID sourceHandoffId;
    private @Nullable String actingAs;
    private String title;
    private boolean titleAutomatic;
    private SessionStatus status;
    private String intakeType;

    @JdbcTypeCode(SqlTypes.JSON)
    private IntakeContent intakeContent;

    private @Nullable String problemSummary;
    private @Nullable String problemDomain;
    private @Nullable String confidenceTier;
    private @Nullable Double confidenceScore;
    @Embedded private @Nullable FlowMatch flowMatch;
    private int stepCount;
    private int messageCount;
    @Embedded private Triage triage;
    private int laneVersion;
    private @Nullable String workPreference;
    @Embedded private @Nullable TicketLink ticket;
    private @Nullable String psaPushStatus;
    private @Nullable String psaPushError;
    @Embedded private @Nullable OpenHandoff openHandoff;
    @Embedded private @Nullable Escalation escalation;
    @Embedded private @Nullable Resolution resolution;
    private @Nullable Instant pausedAt;
    private @Nullable Instant abandonedAt;
    private @Nullable String abandonReason;
    private @Nullable Instant deletedAt;

    @Embedded
    @AttributeOverride(name = "markdown", column = @Column(name = "resolution_note_markdown"))
    @AttributeOverride(name = "postedAt", column = @Column(name = "resolution_note_posted_at"))
    @AttributeOverride(name = "externalId", column = @Column(name = "resolution_note_external_id"))
    @AttributeOverride(
            name = "writebackId",
            column = @Column(name = "resolution_note_writeback_id"))
    private @Nullable PostedText resolutionNote;

    @Embedded
    @AttributeOverride(name = "markdown", column = @Column(name = "escalation_package_markdown"))
    @AttributeOverride(name = "postedAt", column = @Column(name = "escalation_package_posted_at"))
    @AttributeOverride(
            name = "externalId",
            column = @Column(name = "escalation_package_external_id"))
    @AttributeOverride(
            name = "writebackId",
            column = @Column(name = "escalation_package_writeback_id"))
    private @Nullable PostedText escalationPackage;

    private long stateVersion;
    private @Nullable Integer sessionRating;
    private @Nullable String sessionFeedback;
    private @Nullable UUID ratedBy;

    /** The version rises once in a transaction, however much changes. */
    @Transient private boolean raised;

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

    @SuppressWarnings("NullAway.Init")
    public AiSession(Beginning from) {
        this.id = from.id();
        this.accountId = from.accountId();
        this.createdAt = from.at();
        this.updatedAt = from.at();
        this.ownerId = from.owner().id();
        this.ownerName = from.owner().name();
        this.teamId = from.owner().teamId();
        this.handlerId = from.owner().id();
        this.handlerName = from.owner().name();
        this.sessionType = from.sessionType();
        this.origin = "direct";
        this.actingAs = from.owner().actingAs();
        this.intakeType = from.intakeType();
        this.intakeContent = from.intake();
        this.title = from.title();
        this.titleAutomatic = from.titleAutomatic();
        this.status = SessionStatus.ACTIVE;
        this.triage = from.triage();
        this.ticket = from.ticket();
        this.stateVersion = 1;
        // a session is born at version 1, whatever else happens in its first transaction
        this.raised = true;
    }

    /**
     * Makes this session the continuation of a claimed L1 hand-off: it never waited here, but a
     * release puts it there.
     */
    public void continuesWalk(UUID walkId, ClaimedHandoff claimed, int epoch, Instant now) {
        this.origin = "l1_walk";
        this.sourceWalkId = walkId;
        this.sourceHandoffId = claimed.handoff().id();
        this.lastHandoffId = claimed.handoff().id();
        this.lastHandoff = claimed;
        this.claimEpoch = epoch;
        this.claimedAt = now;
    }

    /** Raises {@code state_version}, once in this transaction. */
    public void raise(Instant now) {
        if (!raised) {
            stateVersion++;
            raised = true;
        }
        updatedAt = now;
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

    public void attachPackage(String markdown) {
        escalationPackage = escalationPackage().withMarkdown(markdown);
    }

    public void attachNote(String markdown) {
        resolutionNote = resolutionNote().withMarkdown(markdown);
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
        if (sourceHandoffId == null || !sourceHandoffId.equals(claimed.handoff().id())) {
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

    public void linkTicket(TicketLink link, Instant now) {
        ticket = link;
        raise(now);
    }

    public void editTriage(Triage edited, Instant now) {
        triage = edited;
        raise(now);
    }

    /**
     * @param automatic whether a model may still name the session better
     */
    public void rename(String newTitle, boolean automatic) {
        title = newTitle;
        titleAutomatic = automatic;
    }

    public void describeProblem(@Nullable String summary, @Nullable String domain) {
        problemSummary = summary == null ? problemSummary : summary;
        problemDomain = domain == null ? problemDomain : domain;
    }

    public void matched(FlowMatch match) {
        flowMatch = match;
    }

    public void steps(int count) {
        stepCount = count;
    }

    /** The next message's place in the conversation, from 1. */
    public int nextMessage() {
        return ++messageCount;
    }

    public int raiseLane() {
        return ++laneVersion;
    }

    public void rate(int rating, @Nullable String feedback, UUID by) {
        sessionRating = rating;
        sessionFeedback = feedback;
        ratedBy = by;
    }

    public void push(String state, @Nullable String error) {
        psaPushStatus = state;
        psaPushError = error;
    }

    public void noteSent(UUID writeback, @Nullable Instant at, @Nullable String external) {
        resolutionNote = resolutionNote().sent(writeback, at, external);
    }

    public void packageSent(UUID writeback, @Nullable Instant at, @Nullable String external) {
        escalationPackage = escalationPackage().sent(writeback, at, external);
    }

    /** Keeps what is in the ticket already, whatever became of the rest of the write-back. */
    public void inTicket(boolean note, @Nullable Instant at, String external) {
        if (note) {
            resolutionNote = resolutionNote().posted(at, external);
        } else {
            escalationPackage = escalationPackage().posted(at, external);
        }
    }

    /** What a transition took away, kept in its row. */
    public static final class Cleared {
        private final Map<String, Object> values = new LinkedHashMap<>();

        public Cleared() {}

        Cleared value(String name, @Nullable Object value) {
            if (value != null) {
                values.put(name, value);
            }
            return this;
        }

        Cleared open(@Nullable OpenHandoff handoff) {
            return value("open_handoff", handoff);
        }

        Cleared escalation(@Nullable Escalation was) {
            return value("escalation", was);
        }

        Cleared resolution(@Nullable Resolution was) {
            return value("resolution", was);
        }

        public Map<String, Object> values() {
            return values;
        }
    }

    public UUID id() {
        return id;
    }

    public UUID accountId() {
        return accountId;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public UUID ownerId() {
        return ownerId;
    }

    public String ownerName() {
        return ownerName;
    }

    public @Nullable UUID teamId() {
        return teamId;
    }

    public UUID handlerId() {
        return handlerId;
    }

    public String handlerName() {
        return handlerName;
    }

    public @Nullable UUID lastHandoffId() {
        return lastHandoffId;
    }

    public int claimEpoch() {
        return claimEpoch;
    }

    public String sessionType() {
        return sessionType;
    }

    public String origin() {
        return origin;
    }

    public @Nullable UUID sourceWalkId() {
        return sourceWalkId;
    }

    public @Nullable UUID sourceHandoffId() {
        return sourceHandoffId;
    }

    public String title() {
        return title;
    }

    public boolean titleAutomatic() {
        return titleAutomatic;
    }

    public SessionStatus status() {
        return status;
    }

    public String intakeType() {
        return intakeType;
    }

    public IntakeContent intake() {
        return intakeContent;
    }

    public @Nullable String problemSummary() {
        return problemSummary;
    }

    public @Nullable String problemDomain() {
        return problemDomain;
    }

    public @Nullable String confidenceTier() {
        return confidenceTier;
    }

    public @Nullable Double confidenceScore() {
        return confidenceScore;
    }

    public FlowMatch flowMatch() {
        return flowMatch == null ? FlowMatch.NONE : flowMatch;
    }

    public int stepCount() {
        return stepCount;
    }

    public int messageCount() {
        return messageCount;
    }

    public Triage triage() {
        return triage;
    }

    public int laneVersion() {
        return laneVersion;
    }

    public @Nullable String workPreference() {
        return workPreference;
    }

    public TicketLink ticket() {
        return ticket == null ? TicketLink.NONE : ticket;
    }

    public @Nullable String psaPushStatus() {
        return psaPushStatus;
    }

    public @Nullable String psaPushError() {
        return psaPushError;
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

    public PostedText resolutionNote() {
        return resolutionNote == null ? PostedText.NONE : resolutionNote;
    }

    public PostedText escalationPackage() {
        return escalationPackage == null ? PostedText.NONE : escalationPackage;
    }

    public long stateVersion() {
        return stateVersion;
    }

    public @Nullable Integer sessionRating() {
        return sessionRating;
    }

    public @Nullable String sessionFeedback() {
        return sessionFeedback;
    }
}

package io.resolutionflow.session.session;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What the case is about: intake, problem, header, ticket, what was written into it, rating. */
@MappedSuperclass
public abstract class SessionCase extends SessionPeople {

    private String title;
    private boolean titleAutomatic;
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
    @Nullable String workPreference;
    @Embedded private @Nullable TicketLink ticket;
    private @Nullable String psaPushStatus;
    private @Nullable String psaPushError;
    private @Nullable Integer sessionRating;
    private @Nullable String sessionFeedback;
    private @Nullable UUID ratedBy;
    private boolean isBranching;
    private @Nullable UUID activeBranchId;
    private int historyFromSeq;

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

    @SuppressWarnings("NullAway.Init")
    protected SessionCase() {}

    @SuppressWarnings("NullAway.Init")
    SessionCase(AiSession.Beginning from) {
        super(from);
        this.intakeType = from.intakeType();
        this.intakeContent = from.intake();
        this.title = from.title();
        this.titleAutomatic = from.titleAutomatic();
        this.triage = from.triage();
        this.ticket = from.ticket();
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

    public void attachPackage(String markdown) {
        escalationPackage = escalationPackage().withMarkdown(markdown);
    }

    public void attachNote(String markdown) {
        resolutionNote = resolutionNote().withMarkdown(markdown);
    }

    /** How sure the latest step was; both are kept on the step as well (KD-20). */
    public void confident(@Nullable String tier, @Nullable Double score) {
        confidenceTier = tier;
        confidenceScore = score;
    }

    /**
     * @param preference {@code gui}, {@code command_line} or {@code no_preference}
     */
    public void prefer(String preference) {
        workPreference = preference;
    }

    /** The branch everything new belongs to; from the first fork on. */
    public void branch(UUID current) {
        isBranching = true;
        activeBranchId = current;
    }

    /** A fresh start after a pickup: earlier messages are no longer told to the model. */
    public void forgetHistory() {
        historyFromSeq = messageCount + 1;
    }

    public String title() {
        return title;
    }

    public boolean titleAutomatic() {
        return titleAutomatic;
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

    public PostedText resolutionNote() {
        return resolutionNote == null ? PostedText.NONE : resolutionNote;
    }

    public PostedText escalationPackage() {
        return escalationPackage == null ? PostedText.NONE : escalationPackage;
    }

    public @Nullable Integer sessionRating() {
        return sessionRating;
    }

    public @Nullable String sessionFeedback() {
        return sessionFeedback;
    }

    public boolean isBranching() {
        return isBranching;
    }

    public @Nullable UUID activeBranchId() {
        return activeBranchId;
    }

    /** Messages before this place are not told to the model. */
    public int historyFromSeq() {
        return historyFromSeq;
    }
}

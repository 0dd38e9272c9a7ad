package io.resolutionflow.session.fix;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A suggested fix; the active one is the one without {@code superseded_at} (contract-sessions §7).
 */
@Entity
@Table(name = "session_suggested_fix")
public class Fix {

    public static final String PROPOSED = "proposed";
    public static final String SUCCESS = "applied_success";
    public static final String FAILED = "applied_failed";
    public static final String PARTIAL = "applied_partial";
    public static final String PENDING = "applied_pending";
    public static final String DISMISSED = "dismissed";
    public static final String SUPERSEDED = "superseded";

    private static final Set<String> CONCLUDED = Set.of(SUCCESS, FAILED, PARTIAL);

    /** What the model thinks came of it; only the engineer's word makes it an outcome. */
    public record Proposal(String outcome, String reason, Instant proposedAt) {}

    /**
     * @param confidence 0–100, null for the engineer's own
     */
    public record Draft(
            String title,
            String description,
            @Nullable Integer confidence,
            @Nullable String script,
            @Nullable String scriptLanguage) {}

    @Id private UUID id;
    @TenantId private UUID accountId;
    private UUID sessionId;

    @Column(updatable = false)
    private @Nullable UUID branchId;

    private String source;
    private String title;
    private String description;
    private @Nullable Integer confidence;
    private @Nullable String script;
    private @Nullable String scriptLanguage;
    private String status;
    private @Nullable String userDecision;
    private @Nullable Instant appliedAt;
    private @Nullable Instant verifiedAt;
    private @Nullable String partialNotes;
    private @Nullable String failureReason;
    private @Nullable String pendingReason;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Proposal aiOutcomeProposal;

    private @Nullable Instant supersededAt;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Fix() {}

    @SuppressWarnings("NullAway.Init")
    Fix(
            UUID id,
            UUID accountId,
            UUID sessionId,
            @Nullable UUID branchId,
            String source,
            Draft draft,
            Instant at) {
        this.id = id;
        this.accountId = accountId;
        this.sessionId = sessionId;
        this.branchId = branchId;
        this.source = source;
        this.status = PROPOSED;
        this.createdAt = at;
        this.title = draft.title();
        refine(draft);
    }

    void refine(Draft draft) {
        description = draft.description();
        confidence = draft.confidence();
        script = draft.script();
        scriptLanguage = draft.scriptLanguage();
    }

    void supersede(Instant now) {
        supersededAt = now;
        if (status.equals(PROPOSED) || status.equals(PENDING)) {
            status = SUPERSEDED;
        }
    }

    void decide(String decision, Instant now) {
        userDecision = decision;
        if (decision.equals("dismissed")) {
            status = DISMISSED;
            supersededAt = now;
        } else if (!decision.equals("build_template") && isActive()) {
            apply(now);
        }
    }

    void apply(Instant now) {
        if (appliedAt == null) {
            appliedAt = now;
        }
    }

    void pending(@Nullable String reason, Instant now) {
        status = PENDING;
        pendingReason = reason;
        apply(now);
    }

    void conclude(String outcome, @Nullable String notes, Instant now) {
        status = outcome;
        verifiedAt = now;
        apply(now);
        partialNotes = outcome.equals(PARTIAL) ? notes : null;
        failureReason = outcome.equals(FAILED) ? notes : null;
        aiOutcomeProposal = null;
    }

    /** An escalation says it was not tried after all. */
    void notApplied() {
        appliedAt = null;
        status = PROPOSED;
    }

    void propose(@Nullable Proposal proposal) {
        aiOutcomeProposal = proposal;
    }

    void script(String text, String language) {
        script = text;
        scriptLanguage = language;
    }

    public boolean isActive() {
        return supersededAt == null;
    }

    public boolean isConcluded() {
        return CONCLUDED.contains(status);
    }

    /** Applied, and nobody has said yet how it went. */
    public boolean isVerifying() {
        return isActive() && appliedAt != null && status.equals(PROPOSED);
    }

    public UUID id() {
        return id;
    }

    public @Nullable UUID branchId() {
        return branchId;
    }

    public UUID sessionId() {
        return sessionId;
    }

    public String source() {
        return source;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    public @Nullable Integer confidence() {
        return confidence;
    }

    public @Nullable String script() {
        return script;
    }

    public @Nullable String scriptLanguage() {
        return scriptLanguage;
    }

    public String status() {
        return status;
    }

    public @Nullable String userDecision() {
        return userDecision;
    }

    public @Nullable Instant appliedAt() {
        return appliedAt;
    }

    public @Nullable Instant verifiedAt() {
        return verifiedAt;
    }

    public @Nullable String partialNotes() {
        return partialNotes;
    }

    public @Nullable String failureReason() {
        return failureReason;
    }

    public @Nullable String pendingReason() {
        return pendingReason;
    }

    /** Whatever was noted with the outcome. */
    public @Nullable String notes() {
        if (failureReason != null) {
            return failureReason;
        }
        return partialNotes == null ? pendingReason : partialNotes;
    }

    public @Nullable Proposal aiOutcomeProposal() {
        return aiOutcomeProposal;
    }

    public @Nullable Instant supersededAt() {
        return supersededAt;
    }

    public Instant createdAt() {
        return createdAt;
    }
}

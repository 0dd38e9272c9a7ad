package io.resolutionflow.session.branch;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** One line of work. What is older than its fork it shares with its ancestors. */
@Entity
@Table(name = "session_branch")
public class Branch {

    public static final String UNTRIED = "untried";
    public static final String ACTIVE = "active";
    public static final String DEAD_END = "dead_end";
    public static final String SOLVED = "solved";

    @Id private UUID id;
    @TenantId private UUID accountId;
    private UUID sessionId;
    private @Nullable UUID parentId;
    private @Nullable UUID forkPointId;
    private String label;
    private @Nullable String description;
    private String status;
    private @Nullable String statusReason;
    private @Nullable UUID statusChangedBy;
    private int fromSeq;
    private int fromStep;
    private int depth;
    private int position;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Branch() {}

    /** "Main": everything before the first fork. */
    @SuppressWarnings("NullAway.Init")
    private Branch(UUID id, UUID accountId, UUID sessionId, Instant at) {
        this.id = id;
        this.accountId = accountId;
        this.sessionId = sessionId;
        this.label = "Main";
        this.status = ACTIVE;
        this.createdAt = at;
    }

    static Branch root(UUID id, UUID accountId, UUID sessionId, Instant at) {
        return new Branch(id, accountId, sessionId, at);
    }

    /**
     * @param fromSeq last message of the parent that still belongs to this line
     * @param fromStep last step of the parent that still does
     */
    Branch child(
            UUID childId,
            UUID forkPoint,
            Fork.Option option,
            int fromSeq,
            int fromStep,
            int position,
            Instant at) {
        var child = new Branch(childId, accountId, sessionId, at);
        child.parentId = id;
        child.forkPointId = forkPoint;
        child.label = option.label();
        child.description = option.description();
        child.status = UNTRIED;
        child.fromSeq = fromSeq;
        child.fromStep = fromStep;
        child.depth = depth + 1;
        child.position = position;
        return child;
    }

    void become(String newStatus, @Nullable String reason, @Nullable UUID by) {
        status = newStatus;
        statusReason = reason;
        statusChangedBy = by;
    }

    public boolean isRoot() {
        return parentId == null;
    }

    public boolean isClosed() {
        return status.equals(DEAD_END) || status.equals(SOLVED);
    }

    public UUID id() {
        return id;
    }

    public @Nullable UUID parentId() {
        return parentId;
    }

    public @Nullable UUID forkPointId() {
        return forkPointId;
    }

    public String label() {
        return label;
    }

    public @Nullable String description() {
        return description;
    }

    public String status() {
        return status;
    }

    public @Nullable String statusReason() {
        return statusReason;
    }

    int fromSeq() {
        return fromSeq;
    }

    int fromStep() {
        return fromStep;
    }

    int depth() {
        return depth;
    }

    public int position() {
        return position;
    }
}

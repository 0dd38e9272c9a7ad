package io.resolutionflow.session.session;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Which session it is, whose it is and who works it. */
@MappedSuperclass
public abstract class SessionPeople {

    @Id private UUID id;
    @TenantId private UUID accountId;
    private Instant createdAt;
    private Instant updatedAt;
    private UUID ownerId;
    private String ownerName;
    private @Nullable UUID teamId;
    UUID handlerId;
    String handlerName;
    @Nullable Instant claimedAt;
    @Nullable UUID lastHandoffId;

    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable ClaimedHandoff lastHandoff;

    int claimEpoch;
    private String sessionType;
    private String origin;
    private @Nullable UUID sourceWalkId;
    private @Nullable UUID sourceHandoffId;
    private @Nullable String actingAs;
    private long stateVersion;

    /** The version rises once in a transaction, however much changes. */
    @Transient private boolean raised;

    @SuppressWarnings("NullAway.Init")
    protected SessionPeople() {}

    @SuppressWarnings("NullAway.Init")
    SessionPeople(AiSession.Beginning from) {
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

    public @Nullable ClaimedHandoff lastHandoff() {
        return lastHandoff;
    }

    public @Nullable Instant claimedAt() {
        return claimedAt;
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

    public long stateVersion() {
        return stateVersion;
    }
}

package io.resolutionflow.session.branch;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Why the work went apart, and from where. It never changes. */
@Entity
@Table(name = "session_fork_point")
class ForkPoint {

    @Id private UUID id;
    @TenantId private UUID accountId;
    private UUID sessionId;
    private UUID parentId;
    private String forkReason;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Fork.Option> options;

    private @Nullable UUID stepId;
    private @Nullable UUID messageId;
    private @Nullable UUID createdBy;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected ForkPoint() {}

    ForkPoint(
            UUID id,
            UUID accountId,
            UUID sessionId,
            UUID parentId,
            Fork.Wanted wanted,
            Instant createdAt) {
        this.id = id;
        this.accountId = accountId;
        this.sessionId = sessionId;
        this.parentId = parentId;
        this.forkReason = wanted.reason();
        this.options = wanted.options();
        this.stepId = wanted.stepId();
        this.messageId = wanted.messageId();
        this.createdBy = wanted.by();
        this.createdAt = createdAt;
    }
}

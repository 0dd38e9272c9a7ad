package io.resolutionflow.session.conversation;

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

/**
 * One call for an answer (contract-sessions §5). Its lease frees the session when the process died.
 */
@Entity
@Table(name = "session_turn")
public class Turn {

    @Id private UUID id;
    @TenantId private UUID accountId;
    private UUID sessionId;
    private String kind;
    private UUID actorId;
    private String state;
    private Instant leaseUntil;
    private @Nullable String errorCode;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<UUID> aiRequestIds;

    private Instant startedAt;

    @SuppressWarnings("NullAway.Init")
    protected Turn() {}

    @SuppressWarnings("NullAway.Init")
    Turn(
            UUID id,
            UUID accountId,
            UUID sessionId,
            String kind,
            UUID actorId,
            Instant at,
            Instant leaseUntil) {
        this.id = id;
        this.accountId = accountId;
        this.sessionId = sessionId;
        this.kind = kind;
        this.actorId = actorId;
        this.state = "running";
        this.startedAt = at;
        this.aiRequestIds = List.of();
        this.leaseUntil = leaseUntil;
    }

    void done(List<UUID> requestIds) {
        aiRequestIds = List.copyOf(requestIds);
        state = "done";
    }

    void failed(String code) {
        state = "failed";
        errorCode = code;
    }

    public UUID id() {
        return id;
    }

    public String kind() {
        return kind;
    }

    public UUID actorId() {
        return actorId;
    }

    public Instant startedAt() {
        return startedAt;
    }

    boolean isRunning() {
        return state.equals("running");
    }

    boolean heldAt(Instant now) {
        return now.isBefore(leaseUntil);
    }
}

package io.resolutionflow.session.fact;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** Something known. One that was derived is changed at its source. */
@Entity
@Table(name = "session_fact")
@SQLRestriction("deleted_at is null")
public class Fact {

    private static final Set<String> DERIVED = Set.of("question", "diagnostic_check", "walk");

    @Id private UUID id;
    @TenantId private UUID accountId;
    private UUID sessionId;

    @Column(updatable = false)
    private @Nullable UUID branchId;

    private String text;
    private String sourceType;
    private @Nullable String sourceRef;
    private @Nullable UUID createdBy;
    private @Nullable String createdByName;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant deletedAt;

    @SuppressWarnings("NullAway.Init")
    protected Fact() {}

    /**
     * @param type {@code question}, {@code diagnostic_check}, {@code engineer_note}, {@code
     *     message} or {@code walk}
     * @param ref id of what it came from; one live fact each
     */
    public record Source(
            String type, @Nullable String ref, @Nullable UUID by, @Nullable String byName) {}

    @SuppressWarnings("NullAway.Init")
    Fact(
            UUID id,
            UUID accountId,
            UUID sessionId,
            @Nullable UUID branchId,
            String text,
            Source source,
            Instant at) {
        this.id = id;
        this.accountId = accountId;
        this.sessionId = sessionId;
        this.branchId = branchId;
        this.text = text;
        this.sourceType = source.type();
        this.sourceRef = source.ref();
        this.createdBy = source.by();
        this.createdByName = source.byName();
        this.createdAt = at;
        this.updatedAt = at;
    }

    void reword(String newText, Instant now) {
        text = newText;
        updatedAt = now;
    }

    void delete(Instant now) {
        deletedAt = now;
    }

    public boolean derived() {
        return DERIVED.contains(sourceType);
    }

    public UUID id() {
        return id;
    }

    public @Nullable UUID branchId() {
        return branchId;
    }

    public String text() {
        return text;
    }

    public String sourceType() {
        return sourceType;
    }

    public @Nullable String sourceRef() {
        return sourceRef;
    }

    public @Nullable String createdByName() {
        return createdByName;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}

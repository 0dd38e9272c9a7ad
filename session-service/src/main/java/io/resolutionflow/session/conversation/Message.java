package io.resolutionflow.session.conversation;

import jakarta.persistence.Column;
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

/** One message; only its delivery ever changes. */
@Entity
@Table(name = "session_message")
public class Message {

    public static final String OK = "ok";
    public static final String FAILED = "failed";

    /** An answer that came when it was no longer wanted: kept, without effects. */
    public static final String LATE = "late";

    @Id private UUID id;
    @TenantId private UUID accountId;
    private UUID sessionId;

    @Column(updatable = false)
    private @Nullable UUID branchId;

    private int seq;
    private String role;
    private @Nullable UUID authorId;
    private @Nullable String authorName;
    private String content;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<UUID> uploadIds;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<UUID> itemIds;

    private String delivery;
    private @Nullable String answerSource;
    private @Nullable UUID turnId;
    private @Nullable String requestKey;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Message() {}

    private Message(Place place, String role, String content) {
        this.id = place.id();
        this.accountId = place.accountId();
        this.sessionId = place.sessionId();
        this.branchId = place.branchId();
        this.seq = place.seq();
        this.role = role;
        this.content = content;
        this.turnId = place.turnId();
        this.createdAt = place.at();
        this.delivery = OK;
        this.uploadIds = List.of();
        this.itemIds = List.of();
    }

    /** Where a message stands: its ids and its place. */
    public record Place(
            UUID id,
            UUID accountId,
            UUID sessionId,
            @Nullable UUID branchId,
            int seq,
            UUID turnId,
            Instant at) {}

    /**
     * @param requestKey the request's {@code Idempotency-Key}, so that the same request finds what
     *     it saved
     */
    public static Message ofEngineer(
            Place place,
            UUID authorId,
            String authorName,
            String content,
            List<UUID> uploadIds,
            List<UUID> itemIds,
            @Nullable String requestKey) {
        var message = new Message(place, "user", content);
        message.authorId = authorId;
        message.authorName = authorName;
        message.uploadIds = List.copyOf(uploadIds);
        message.itemIds = List.copyOf(itemIds);
        message.requestKey = requestKey;
        return message;
    }

    public static Message ofAssistant(
            Place place, String content, String answerSource, String delivery) {
        var message = new Message(place, "assistant", content);
        message.answerSource = answerSource;
        message.delivery = delivery;
        return message;
    }

    void failed() {
        delivery = FAILED;
    }

    /** Tried again in another turn. */
    public void inTurn(UUID turn) {
        turnId = turn;
        delivery = OK;
    }

    public UUID id() {
        return id;
    }

    public int seq() {
        return seq;
    }

    public @Nullable UUID branchId() {
        return branchId;
    }

    public String role() {
        return role;
    }

    public @Nullable UUID authorId() {
        return authorId;
    }

    public @Nullable String authorName() {
        return authorName;
    }

    public String content() {
        return content;
    }

    public List<UUID> uploadIds() {
        return uploadIds;
    }

    public List<UUID> itemIds() {
        return itemIds;
    }

    public String delivery() {
        return delivery;
    }

    public @Nullable String answerSource() {
        return answerSource;
    }

    public @Nullable UUID turnId() {
        return turnId;
    }

    public Instant createdAt() {
        return createdAt;
    }
}

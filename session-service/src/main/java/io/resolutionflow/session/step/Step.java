package io.resolutionflow.session.step;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One step, with the confidence it had when it was made (KD-20). */
@Entity
@Table(name = "session_step")
public class Step {

    /** A choice offered. */
    public record Option(String label, String value, @Nullable String followupHint) {}

    /** What was answered, and by whom. */
    public record Response(
            @Nullable String selectedOption,
            @Nullable String selectedLabel,
            @Nullable String freeText,
            boolean skipped,
            @Nullable UUID respondedBy,
            @Nullable String respondedByName,
            @Nullable Instant respondedAt) {

        /** The answer as a person would read it. */
        public String text() {
            String label = selectedLabel == null ? selectedOption : selectedLabel;
            if (label == null) {
                return freeText == null ? "" : freeText;
            }
            return freeText == null ? label : label + " (" + freeText + ")";
        }
    }

    @Id private UUID id;
    @TenantId private UUID accountId;
    private UUID sessionId;

    @Column(updatable = false)
    private @Nullable UUID branchId;

    private @Nullable UUID turnId;
    private int stepOrder;
    private String stepType;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> content;

    private @Nullable String contextMessage;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Option> options;

    private boolean allowFreeText = true;
    private boolean allowSkip = true;
    private @Nullable String confidenceTier;
    private @Nullable Double confidenceScore;
    private String state;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Response response;

    private @Nullable String answerSource;
    private @Nullable UUID fixId;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Step() {}

    /** Where a step stands: its ids and its place. */
    public record Place(
            UUID id,
            UUID accountId,
            UUID sessionId,
            @Nullable UUID branchId,
            int order,
            @Nullable UUID turnId,
            Instant at) {}

    /**
     * What a step asks.
     *
     * @param tier as it was when the step was made; never rewritten (KD-20)
     * @param answerSource who wrote it: {@code model}, {@code offline}, {@code template} or {@code
     *     fallback}
     */
    public record Asked(
            String type,
            Map<String, Object> content,
            @Nullable String contextMessage,
            List<Option> options,
            boolean allowFreeText,
            boolean allowSkip,
            @Nullable String tier,
            @Nullable Double score,
            String answerSource) {}

    /**
     * @param state {@code pending}, or {@code held} until the engineer's preference is known
     */
    @SuppressWarnings("NullAway.Init")
    public Step(Place place, Asked asked, String state) {
        this.id = place.id();
        this.accountId = place.accountId();
        this.sessionId = place.sessionId();
        this.branchId = place.branchId();
        this.turnId = place.turnId();
        this.stepOrder = place.order();
        this.stepType = asked.type();
        this.content = asked.content();
        this.contextMessage = asked.contextMessage();
        this.options = asked.options();
        this.allowFreeText = asked.allowFreeText();
        this.allowSkip = asked.allowSkip();
        this.confidenceTier = asked.tier();
        this.confidenceScore = asked.score();
        this.answerSource = asked.answerSource();
        this.state = state;
        this.createdAt = place.at();
    }

    /** A step that was answered elsewhere, as on an L1 walk, or a note. */
    @SuppressWarnings("NullAway.Init")
    public Step(
            UUID id,
            UUID accountId,
            UUID sessionId,
            int order,
            String type,
            String text,
            @Nullable Response response,
            Instant at) {
        this.id = id;
        this.accountId = accountId;
        this.sessionId = sessionId;
        this.stepOrder = order;
        this.stepType = type;
        this.content = Map.of("text", text);
        this.options = List.of();
        this.state = "answered";
        this.response = response;
        this.createdAt = at;
    }

    /** The answer; given again it takes the place of the former one. */
    public void respond(Response given) {
        response = given;
        state = given.skipped() ? "skipped" : "answered";
    }

    public void supersede() {
        state = "superseded";
    }

    /** A held step is shown after all. */
    public void show() {
        state = "pending";
    }

    public void brings(UUID fix) {
        fixId = fix;
    }

    public boolean is(String wantedState) {
        return state.equals(wantedState);
    }

    public @Nullable UUID branchId() {
        return branchId;
    }

    public UUID id() {
        return id;
    }

    public int order() {
        return stepOrder;
    }

    public String type() {
        return stepType;
    }

    public Map<String, Object> content() {
        return content;
    }

    public String text() {
        return String.valueOf(content.getOrDefault("text", ""));
    }

    public @Nullable String contextMessage() {
        return contextMessage;
    }

    public List<Option> options() {
        return options;
    }

    public boolean allowFreeText() {
        return allowFreeText;
    }

    public boolean allowSkip() {
        return allowSkip;
    }

    public @Nullable String confidenceTier() {
        return confidenceTier;
    }

    public @Nullable Double confidenceScore() {
        return confidenceScore;
    }

    public String state() {
        return state;
    }

    public @Nullable Response response() {
        return response;
    }

    public @Nullable String answerSource() {
        return answerSource;
    }

    public @Nullable UUID fixId() {
        return fixId;
    }

    public Instant createdAt() {
        return createdAt;
    }
}

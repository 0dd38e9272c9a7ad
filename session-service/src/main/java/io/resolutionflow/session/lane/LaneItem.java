package io.resolutionflow.session.lane;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A question or an action in the lane. Its id is stable for as long as the session lives. */
@Entity
@Table(name = "session_lane_item")
public class LaneItem {

    public static final String QUESTION = "question";
    public static final String ACTION = "action";

    private static final Set<String> VISIBLE = Set.of("open", "answered", "skipped");
    private static final Set<String> FINAL = Set.of("answered", "skipped");

    /**
     * @param result {@code worked}, {@code did_not_work} or {@code could_not_run}
     * @param state {@code draft}, {@code answered} or {@code skipped}
     */
    public record Response(
            @Nullable String text,
            @Nullable String choice,
            @Nullable String result,
            @Nullable String state) {

        /** The answer as a person would read it. */
        public String words() {
            if ("skipped".equals(state)) {
                return "skipped";
            }
            var words = new StringBuilder();
            for (String part :
                    new @Nullable String[] {
                        choice, result == null ? null : result.replace('_', ' '), text
                    }) {
                if (part != null && !part.isBlank()) {
                    words.append(words.isEmpty() ? "" : "; ").append(part.strip());
                }
            }
            return words.toString();
        }
    }

    /** What may be said about an item by either writer. */
    public record Content(
            String text,
            @Nullable String context,
            List<String> options,
            @Nullable String command,
            @Nullable String description) {}

    @Id private UUID id;
    @TenantId private UUID accountId;
    private UUID sessionId;

    @Column(updatable = false)
    private @Nullable UUID branchId;

    private String kind;
    private String origin;
    private String text;
    private String matchText;
    private @Nullable String context;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> options;

    private @Nullable String command;
    private @Nullable String description;
    private boolean edited;
    private int position;
    private String state;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Response response;

    private @Nullable Instant answeredAt;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected LaneItem() {}

    @SuppressWarnings("NullAway.Init")
    LaneItem(
            UUID id,
            UUID accountId,
            UUID sessionId,
            @Nullable UUID branchId,
            String kind,
            String origin,
            Content content,
            int position,
            Instant at) {
        this.id = id;
        this.accountId = accountId;
        this.sessionId = sessionId;
        this.branchId = branchId;
        this.kind = kind;
        this.origin = origin;
        this.matchText = matchText(content.text());
        this.position = position;
        this.state = "open";
        this.createdAt = at;
        take(content);
    }

    /**
     * Same text means same item: composed characters, trimmed, inner blanks collapsed, case kept.
     */
    static String matchText(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
    }

    private void take(Content content) {
        text = content.text();
        context = content.context();
        options = List.copyOf(content.options());
        command = content.command();
        description = content.description();
    }

    /** The model names it again. */
    void repeated(Content content) {
        if (state.equals("retired")) {
            state = "open";
        }
        if (state.equals("open") && !edited) {
            take(
                    new Content(
                            text,
                            content.context(),
                            content.options(),
                            content.command(),
                            content.description()));
        }
    }

    /** The model no longer names it; what the engineer touched stays. */
    boolean retireUnlessTouched() {
        if (!state.equals("open") || origin.equals("engineer") || response != null) {
            return false;
        }
        state = "retired";
        return true;
    }

    void edit(Content content, int newPosition) {
        if (!content.equals(content())) {
            edited = true;
            take(content);
        }
        position = newPosition;
        if (!visible()) {
            state = "open";
        }
    }

    void remove() {
        state = "removed";
    }

    /**
     * @return whether the answer became or stopped being final
     */
    boolean respond(@Nullable Response given, Instant now) {
        boolean wasFinal = FINAL.contains(state);
        @Nullable Response before = response;
        response = given;
        String wanted = given == null || given.state() == null ? "draft" : given.state();
        state = wanted.equals("draft") ? "open" : wanted;
        boolean isFinal = FINAL.contains(state);
        if (isFinal != wasFinal) {
            answeredAt = isFinal ? now : null;
        }
        return isFinal != wasFinal || (isFinal && !java.util.Objects.equals(before, given));
    }

    /** The engineer sent the answer along with a message. */
    public void submit(Instant now) {
        Response given = response;
        if (given != null) {
            String wanted = "skipped".equals(given.state()) ? "skipped" : "answered";
            respond(new Response(given.text(), given.choice(), given.result(), wanted), now);
        }
    }

    public boolean visible() {
        return VISIBLE.contains(state);
    }

    public boolean isFinal() {
        return FINAL.contains(state);
    }

    Content content() {
        return new Content(text, context, options, command, description);
    }

    public boolean isQuestion() {
        return kind.equals(QUESTION);
    }

    public UUID id() {
        return id;
    }

    public @Nullable UUID branchId() {
        return branchId;
    }

    public String kind() {
        return kind;
    }

    public String origin() {
        return origin;
    }

    public String text() {
        return text;
    }

    String matchText() {
        return matchText;
    }

    public @Nullable String context() {
        return context;
    }

    public List<String> options() {
        return options;
    }

    public @Nullable String command() {
        return command;
    }

    public @Nullable String description() {
        return description;
    }

    public boolean edited() {
        return edited;
    }

    public int position() {
        return position;
    }

    public String state() {
        return state;
    }

    public @Nullable Response response() {
        return response;
    }

    public @Nullable Instant answeredAt() {
        return answeredAt;
    }
}

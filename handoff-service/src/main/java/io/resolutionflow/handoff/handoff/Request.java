package io.resolutionflow.handoff.handoff;

import io.resolutionflow.handoff.Cut;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was asked when the source was handed on; never changes afterwards.
 *
 * @param walkId set exactly for {@link SourceKind#L1_WALK}
 * @param sourceSeq place of the owner's transition among the events of its source
 * @param createdAt the owner's transition time
 */
public record Request(
        SourceKind sourceKind,
        UUID sourceId,
        @Nullable UUID walkId,
        Intent intent,
        Origin origin,
        @Nullable String reason,
        @Nullable String reasonCategory,
        @Nullable String engineerNotes,
        Person originator,
        @Nullable String actingAs,
        @Nullable UUID teamId,
        JsonNode snapshot,
        long sourceSeq,
        Instant createdAt) {

    private static final int REASON_MAX = 500;

    /**
     * The reason shown in lists: an escalation without one takes the first non-heading sentence of
     * its notes.
     */
    public static @Nullable String reasonOf(
            Intent intent, @Nullable String reason, @Nullable String notes) {
        if (reason != null && !reason.isBlank()) {
            return reason;
        }
        return intent == Intent.ESCALATE && notes != null ? firstSentence(notes) : null;
    }

    private static @Nullable String firstSentence(String markdown) {
        return markdown.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .map(line -> line.replaceFirst("(?<=[.!?])\\s.*$", ""))
                .map(line -> Cut.to(line, REASON_MAX))
                .orElse(null);
    }
}

package io.resolutionflow.l1walk.walk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One real answer (contract-l1 §4.1).
 *
 * @param question the server's own text of the node, never the client's (KD-59)
 * @param frames the open sub-flows when it was answered, outermost first
 */
public record PathEntry(
        UUID stepId,
        int seq,
        String nodeId,
        String nodeType,
        String question,
        String answer,
        String answerLabel,
        @Nullable String yesLabel,
        @Nullable String noLabel,
        @Nullable String l1Note,
        @Nullable UUID flowId,
        @Nullable Integer flowVersionNo,
        @JsonIgnore List<UUID> frames,
        int visit,
        String origin,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant answeredAt) {

    public PathEntry {
        frames = List.copyOf(frames);
    }

    /** Depth of the sub-flow it was answered in; 0 is the main flow. */
    @com.fasterxml.jackson.annotation.JsonProperty
    public int frame() {
        return frames.size();
    }
}

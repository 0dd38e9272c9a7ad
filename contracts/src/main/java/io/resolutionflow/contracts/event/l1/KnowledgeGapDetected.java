package io.resolutionflow.contracts.event.l1;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code l1.knowledge_gap_detected}.
 *
 * @param kind {@code unmet} (calls of one kind find no flow) or {@code dead_end} (a step where
 *     walks end without a solution)
 * @param severity {@code low}, {@code medium} or {@code high}, by the amount of evidence
 */
public record KnowledgeGapDetected(
        UUID gapId,
        String title,
        String link,
        String kind,
        String category,
        @Nullable UUID flowId,
        @Nullable String nodeId,
        int evidenceCount,
        String severity,
        Instant occurredAt) {

    public static final String TYPE = "l1.knowledge_gap_detected";
}

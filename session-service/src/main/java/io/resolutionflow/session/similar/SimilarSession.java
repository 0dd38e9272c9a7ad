package io.resolutionflow.session.similar;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session like another (contract-sessions §9).
 *
 * @param sessionId null when redacted
 * @param similarity 0–1, three decimals
 */
public record SimilarSession(
        @Nullable UUID sessionId,
        boolean redacted,
        double similarity,
        String status,
        @Nullable String title,
        @Nullable String problemSummary,
        @Nullable String problemDomain,
        @Nullable String resolutionSummary,
        @Nullable UUID matchedFlowId,
        @Nullable String matchedFlowName,
        @Nullable LocalDate resolvedOn) {}

package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow that may fit (contract-l1 §2).
 *
 * @param score calibrated, 0–1 with 4 decimals
 * @param why reasons a technician understands
 */
public record FlowCandidate(
        UUID flowId,
        String title,
        @Nullable String description,
        String category,
        FlowSource source,
        int versionNo,
        double score,
        List<String> why) {}

package io.resolutionflow.contracts.l1;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bodies and answers of {@link L1Api}. */
public final class L1Calls {

    private L1Calls() {}

    /**
     * @param limit 1–10
     */
    public record MatchRequest(String problemText, int limit, List<UUID> excludeFlowIds) {}

    /**
     * @param score calibrated, 0–1 with 4 decimals; the caller sets its own threshold
     */
    public record Candidate(
            UUID flowId,
            String title,
            @Nullable String description,
            String category,
            String source,
            int versionNo,
            double score,
            List<String> why,
            @Nullable String excerpt) {}

    /**
     * @param mode {@code hybrid} or {@code keyword_only}
     */
    public record Matches(List<Candidate> candidates, double pFlow, String mode) {}

    public record ApplyAct(
            int claimEpoch,
            @Nullable UUID handlerId,
            @Nullable String handlerName,
            UUID actorId,
            String actorName,
            Instant at,
            @Nullable String reason,
            @Nullable UUID targetUserId) {}

    public record ActApplied(String sessionStatus, @Nullable UUID handlerId) {}
}

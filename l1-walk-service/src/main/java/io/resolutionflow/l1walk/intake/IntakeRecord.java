package io.resolutionflow.l1walk.intake;

import io.resolutionflow.l1walk.matching.FlowCandidate;
import io.resolutionflow.l1walk.matching.MatchResult.Mode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one intake leaves behind, whatever came of it (KD-56). */
public record IntakeRecord(
        UUID id,
        IntakeCommand command,
        Decision decision,
        Mode mode,
        @Nullable Double pFlow,
        List<FlowCandidate> candidates,
        float @Nullable [] vector,
        @Nullable String model,
        @Nullable UUID flowId) {

    @Nullable Double bestScore() {
        return candidates.isEmpty() ? null : candidates.getFirst().score();
    }
}

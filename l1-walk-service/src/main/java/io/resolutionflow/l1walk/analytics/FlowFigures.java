package io.resolutionflow.l1walk.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How walks of a flow went in a period (contract-l1 §11). */
public record FlowFigures(
        int walks,
        int resolved,
        int escalated,
        int abandoned,
        int active,
        @Nullable Double helpfulRate,
        @Nullable Double medianSteps,
        @Nullable Double medianSeconds,
        List<Node> nodes,
        List<UnusedOption> unusedOptions,
        List<Path> topPaths) {

    /**
     * @param visits answers given here, taken-back ones included, and walks that stand here
     * @param backs answers here that were taken back
     * @param deadEnd not a leaf, at least 5 walks ended here without a solution, 20 % of its visits
     */
    public record Node(
            String nodeId,
            String type,
            String text,
            int visits,
            List<AnswerCount> answers,
            Exits exits,
            int backs,
            @Nullable Double medianDwellSeconds,
            boolean deadEnd) {}

    public record AnswerCount(String value, String label, int count) {}

    public record Exits(int resolved, int escalated, int abandoned) {}

    /** An answer nobody gave. */
    public record UnusedOption(String nodeId, String value, String label) {}

    /**
     * @param outcome a walk's status
     */
    public record Path(List<String> nodeIds, String outcome, int count) {}
}

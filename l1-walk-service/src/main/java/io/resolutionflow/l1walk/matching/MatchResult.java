package io.resolutionflow.l1walk.matching;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What matching says about a statement.
 *
 * @param candidates best first
 * @param securityFlow set when the statement sounds like a security report and the account has a
 *     flow for it
 * @param vector the statement's own vector, null with {@code keyword_only}
 */
public record MatchResult(
        Mode mode,
        double pFlow,
        List<FlowCandidate> candidates,
        @Nullable FlowCandidate securityFlow,
        float @Nullable [] vector,
        @Nullable String model) {

    /** How candidates were found. */
    public enum Mode {
        HYBRID,
        KEYWORD_ONLY,
        SKIPPED;

        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Optional<FlowCandidate> best() {
        return candidates.stream().findFirst();
    }
}

package io.resolutionflow.l1walk.matching;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Weights of the rank, from {@code matching.yml} (contract-l1 §3.2).
 *
 * @param headShare how much of the semantic part is the best head vector; the rest is the mean of
 *     the three best nodes
 * @param usage most that use and recency may add: enough to order near ties, never to change a
 *     match
 */
@ConfigurationProperties("rf.l1.matching")
public record MatchingProperties(
        double semantic,
        double headShare,
        double keyword,
        double usage,
        double matchedAt,
        double suggestAt) {

    /** Use and recency only order near ties. */
    private static final double USAGE_CEILING = 0.05;

    public MatchingProperties {
        if (usage > USAGE_CEILING) {
            throw new IllegalArgumentException(
                    "rf.l1.matching.usage may be at most " + USAGE_CEILING);
        }
    }

    double rank(double headCosine, double nodeCosine, double coverage, double trigram) {
        double meaning = headShare * headCosine + (1 - headShare) * nodeCosine;
        return semantic * meaning + keyword * (0.6 * coverage + 0.4 * trigram);
    }
}

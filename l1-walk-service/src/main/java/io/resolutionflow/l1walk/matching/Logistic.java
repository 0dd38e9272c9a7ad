package io.resolutionflow.l1walk.matching;

import java.util.List;

/**
 * A fitted logistic function over scaled features.
 *
 * @param features names in order, so that a file made for other features is refused
 */
record Logistic(
        List<String> features,
        List<Double> means,
        List<Double> scales,
        List<Double> weights,
        double intercept) {

    static final List<String> FIT_HYBRID =
            List.of("head_cosine", "node_cosine", "coverage", "trigram", "lead");
    static final List<String> FIT_WORDS = List.of("coverage", "trigram", "lead");
    static final List<String> FLOW_HYBRID =
            List.of(
                    "best_head_cosine",
                    "lead",
                    "coverage",
                    "trigram",
                    "length",
                    "none_cosine",
                    "head_minus_none",
                    "fault",
                    "request",
                    "forbidden",
                    "suspicious");
    static final List<String> FLOW_WORDS =
            List.of(
                    "lead",
                    "coverage",
                    "trigram",
                    "length",
                    "fault",
                    "request",
                    "forbidden",
                    "suspicious");

    Logistic {
        features = List.copyOf(features);
        means = List.copyOf(means);
        scales = List.copyOf(scales);
        weights = List.copyOf(weights);
    }

    double probability(double[] values) {
        if (values.length != weights.size()) {
            throw new IllegalArgumentException("expected the features " + features);
        }
        double sum = intercept;
        for (int i = 0; i < values.length; i++) {
            sum += weights.get(i) * (values[i] - means.get(i)) / scales.get(i);
        }
        return 1 / (1 + Math.exp(-sum));
    }
}

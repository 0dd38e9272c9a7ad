package io.resolutionflow.l1walk.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How raw signals become the score people and thresholds see (contract-l1 §3.2, §3.3). Written by
 * {@code CalibrationFit}, committed, checked against a new fit by a test.
 *
 * @param developmentSetDigest SHA-256 of the statements it was fitted on
 * @param models by embedding model
 */
record Calibration(String developmentSetDigest, Map<String, Fitted> models, Fitted keywordOnly) {

    record Fitted(Logistic fit, Logistic flow) {}

    /**
     * The functions for an embedding model, or empty when it was never fitted: then words decide
     * alone.
     */
    Optional<Fitted> forModel(@Nullable String model) {
        return model == null ? Optional.empty() : Optional.ofNullable(models.get(model));
    }

    /** Scores are compared as they are shown: 4 decimals, half up. */
    static double rounded(double score) {
        return BigDecimal.valueOf(score).setScale(4, RoundingMode.HALF_UP).doubleValue();
    }

    static double calibrated(double fit, double flow) {
        return rounded(Math.min(fit, flow));
    }
}

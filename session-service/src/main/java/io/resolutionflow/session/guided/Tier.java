package io.resolutionflow.session.guided;

/**
 * How sure the work is (contract-sessions §5): {@code discovery} < 0.4 ≤ {@code exploring} < 0.8.
 */
final class Tier {

    /** Nothing is known yet. */
    static final double AT_START = 0.2;

    private static final double EXPLORING = 0.4;
    private static final double GUIDED = 0.8;

    private Tier() {}

    static String of(double confidence) {
        if (confidence < EXPLORING) {
            return "discovery";
        }
        return confidence < GUIDED ? "exploring" : "guided";
    }
}

package io.resolutionflow.aigateway.quota;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Today's and this billing month's counters of one account. */
public record Windows(QuotaWindow daily, QuotaWindow monthly) {

    /** Why a call is refused, and until when. */
    public record Denial(Metric metric, Instant resetAt) {}

    public Counter counter(Metric metric) {
        return switch (metric) {
            case DAILY -> daily.calls();
            case MONTHLY -> monthly.calls();
            case TOKENS -> monthly.tokens();
            case COST -> monthly.cost();
            case TREE_BUILDS -> monthly.treeBuilds();
        };
    }

    public Instant resetAt(Metric metric) {
        return metric == Metric.DAILY ? daily.span().end() : monthly.span().end();
    }

    /**
     * Of the metrics that cannot take the amounts, the one that resets last; ties in the order of
     * {@link Metric}.
     */
    public Optional<Denial> denial(Amounts amounts) {
        List<Metric> lacking = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            if (!counter(metric).fits(amount(metric, amounts))) {
                lacking.add(metric);
            }
        }
        return lacking.stream()
                .max(Comparator.comparing(this::resetAt).thenComparing(Comparator.reverseOrder()))
                .map(metric -> new Denial(metric, resetAt(metric)));
    }

    /** Whether a new start could be admitted: every window has at least one unit left. */
    public Optional<Denial> denialOfAnyStart() {
        return denial(new Amounts(1, 1, 1, 0));
    }

    Windows hold(Amounts amounts) {
        return new Windows(daily.hold(callsOnly(amounts)), monthly.hold(amounts));
    }

    Windows settle(Amounts held, Amounts actual) {
        return new Windows(
                daily.settle(callsOnly(held), callsOnly(actual)), monthly.settle(held, actual));
    }

    private static Amounts callsOnly(Amounts amounts) {
        return new Amounts(amounts.calls(), 0, 0, 0);
    }

    private static long amount(Metric metric, Amounts amounts) {
        return switch (metric) {
            case DAILY, MONTHLY -> amounts.calls();
            case TOKENS -> amounts.tokens();
            case COST -> amounts.cost();
            case TREE_BUILDS -> amounts.treeBuilds();
        };
    }
}

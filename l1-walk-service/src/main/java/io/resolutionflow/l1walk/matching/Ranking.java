package io.resolutionflow.l1walk.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders candidates and turns them into calibrated scores; pure arithmetic, the same in production
 * and in the fit.
 */
final class Ranking {

    private static final double LONG_STATEMENT = 12.0;

    private final MatchingProperties weights;

    Ranking(MatchingProperties weights) {
        this.weights = weights;
    }

    /** A candidate with its measured parts. */
    record Part<T>(T flow, double head, double node, FlowTerms terms, double usage) {}

    /** A candidate in its place, with the signals its score is made of. */
    record Placed<T>(T flow, double rank, FlowSignals signals) {}

    /** Best first. {@code ties} orders equal ranks. */
    <T> List<Placed<T>> place(List<Part<T>> parts, Statement statement, Comparator<T> ties) {
        List<ScoredFlow<T>> scored = parts.stream().map(part -> score(part, statement)).toList();
        var ordered = new ArrayList<>(scored);
        ordered.sort(
                Comparator.<ScoredFlow<T>>comparingDouble(s -> s.rank() + s.usage())
                        .reversed()
                        .thenComparing(ScoredFlow::flow, ties));
        var placed = new ArrayList<Placed<T>>();
        for (ScoredFlow<T> one : ordered) {
            // measured without usage, so that a flow is not believed more because it is popular
            double rival =
                    scored.stream()
                            .filter(s -> s != one)
                            .mapToDouble(ScoredFlow::rank)
                            .max()
                            .orElse(0);
            var signals =
                    new FlowSignals(
                            one.head(),
                            one.node(),
                            one.coverage(),
                            one.trigram(),
                            one.rank() - rival);
            placed.add(new Placed<>(one.flow(), one.rank(), signals));
        }
        return placed;
    }

    private <T> ScoredFlow<T> score(Part<T> part, Statement statement) {
        double coverage = part.terms().coverage(statement);
        double trigram = part.terms().trigram(statement);
        double rank = weights.rank(part.head(), part.node(), coverage, trigram);
        return new ScoredFlow<>(
                part.flow(),
                part.head(),
                part.node(),
                coverage,
                trigram,
                Math.min(part.usage(), 1) * weights.usage(),
                rank);
    }

    /**
     * Signals of the whole statement; the best head cosine may belong to another candidate than the
     * best rank.
     */
    static <T> NoneSignals noneSignals(
            List<Placed<T>> placed,
            Statement statement,
            @Nullable Double noneCosine,
            boolean forbidden,
            boolean suspicious) {
        double head = placed.stream().mapToDouble(p -> p.signals().headCosine()).max().orElse(0);
        double lead = placed.isEmpty() ? 0 : placed.getFirst().signals().lead();
        double coverage = placed.stream().mapToDouble(p -> p.signals().coverage()).max().orElse(0);
        double trigram = placed.stream().mapToDouble(p -> p.signals().trigram()).max().orElse(0);
        double length = Math.min(1, statement.words().size() / LONG_STATEMENT);
        return new NoneSignals(
                head,
                lead,
                coverage,
                trigram,
                length,
                noneCosine == null ? 0 : noneCosine,
                IntentWords.shipped().tellsOfFault(statement),
                IntentWords.shipped().asksForSomething(statement),
                forbidden,
                suspicious);
    }
}

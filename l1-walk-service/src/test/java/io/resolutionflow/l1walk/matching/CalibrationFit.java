package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.library.LibraryContent;
import io.resolutionflow.l1walk.matching.Calibration.Fitted;
import io.resolutionflow.l1walk.matching.Ranking.Part;
import io.resolutionflow.l1walk.matching.Ranking.Placed;
import io.resolutionflow.l1walk.safety.HardFloor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures every statement of the development set as production does and fits the two logistic
 * functions.
 */
final class CalibrationFit {

    static final int FOLDS = 5;
    private static final HardFloor FLOOR = new HardFloor();
    private static final SecuritySignals SIGNALS = new SecuritySignals();

    private final DevelopmentSet set;
    private final Ranking ranking;
    private final List<Indexed> flows;
    private final List<float[]> nothing;
    private final Map<Boolean, List<Measured>> measured = new HashMap<>();

    private record Indexed(
            FlowContent flow, FlowTerms terms, List<float[]> heads, List<float[]> nodes) {}

    /** One statement with its candidates in order. */
    record Measured(
            DevelopmentSet.Example example,
            int number,
            List<Placed<String>> placed,
            NoneSignals none) {}

    CalibrationFit(DevelopmentSet set, MatchingProperties weights) {
        this.set = set;
        this.ranking = new Ranking(weights);
        LibraryContent content = LibraryContent.shipped();
        this.flows = content.flows().stream().map(flow -> index(flow, content)).toList();
        this.nothing = new ArrayList<>();
        content.problems().stream()
                .filter(problem -> problem.flowSlug() == null)
                .forEach(problem ->
                        NoneTexts.ofProblem(problem)
                                .forEach(text -> nothing.add(MiniLm.embed(text))));
        NoneTexts.outOfScope().forEach(text -> nothing.add(MiniLm.embed(text)));
    }

    private static Indexed index(FlowContent flow, LibraryContent content) {
        List<String> problems =
                content.problems().stream()
                        .filter(problem -> flow.slug().equals(problem.flowSlug()))
                        .map(p -> IndexTexts.ofProblem(p.title(), p.description(), p.keywords()))
                        .toList();
        var texts = IndexTexts.of(flow, problems);
        return new Indexed(
                flow,
                FlowTerms.of(flow),
                texts.stream()
                        .filter(t -> t.nodeId() == null)
                        .map(t -> MiniLm.embed(t.text()))
                        .toList(),
                texts.stream()
                        .filter(t -> t.nodeId() != null)
                        .map(t -> MiniLm.embed(t.text()))
                        .toList());
    }

    Measured measure(DevelopmentSet.Example example, int number, boolean vectors) {
        Statement statement = Statement.of(example.statement());
        float @Nullable [] query = vectors ? MiniLm.embed(statement.meaning()) : null;
        List<Part<String>> parts = flows.stream().map(flow -> part(flow, query)).toList();
        List<Placed<String>> placed = ranking.place(parts, statement, Comparator.naturalOrder());
        Double none =
                query == null
                        ? null
                        : nothing.stream()
                                .mapToDouble(v -> MiniLm.cosine(query, v))
                                .max()
                                .orElse(0);
        return new Measured(
                example,
                number,
                placed,
                Ranking.noneSignals(
                        placed,
                        statement,
                        none,
                        FLOOR.inStatement(example.statement()).isPresent(),
                        SIGNALS.in(example.statement())));
    }

    private static Part<String> part(Indexed flow, float @Nullable [] query) {
        double head =
                query == null
                        ? 0
                        : flow.heads().stream()
                                .mapToDouble(v -> MiniLm.cosine(query, v))
                                .max()
                                .orElse(0);
        double node =
                query == null
                        ? 0
                        : flow.nodes().stream()
                                .map(v -> MiniLm.cosine(query, v))
                                .sorted(Comparator.reverseOrder())
                                .limit(3)
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0);
        return new Part<>(flow.flow().slug(), head, node, flow.terms(), 0);
    }

    List<Measured> measured(boolean vectors) {
        return measured.computeIfAbsent(
                vectors,
                v -> {
                    var all = new ArrayList<Measured>();
                    for (int i = 0; i < set.examples().size(); i++) {
                        all.add(measure(set.examples().get(i), i, v));
                    }
                    return all;
                });
    }

    Fitted fit(boolean vectors, Predicate<Measured> use) {
        var fitRows = new ArrayList<double[]>();
        var fitLabels = new ArrayList<Boolean>();
        var flowRows = new ArrayList<double[]>();
        var flowLabels = new ArrayList<Boolean>();
        for (Measured one : measured(vectors)) {
            if (!use.test(one)) {
                continue;
            }
            for (Placed<String> candidate : one.placed().subList(0, 3)) {
                fitRows.add(candidate.signals().fitFeatures(vectors));
                fitLabels.add(candidate.flow().equals(one.example().label()));
            }
            flowRows.add(one.none().features(vectors));
            flowLabels.add(one.example().hasFlow());
        }
        return new Fitted(
                LogisticFit.fit(
                        vectors ? Logistic.FIT_HYBRID : Logistic.FIT_WORDS, fitRows, fitLabels),
                LogisticFit.fit(
                        vectors ? Logistic.FLOW_HYBRID : Logistic.FLOW_WORDS,
                        flowRows,
                        flowLabels));
    }

    Calibration calibration() {
        return new Calibration(
                set.digest(), Map.of(MiniLm.MODEL, fit(true, m -> true)), fit(false, m -> true));
    }

    static Calibration committed() {
        try (InputStream in =
                Objects.requireNonNull(
                        CalibrationFit.class.getResourceAsStream("/matching/calibration.json"))) {
            return JsonMapper.builder().build().readValue(in, Calibration.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

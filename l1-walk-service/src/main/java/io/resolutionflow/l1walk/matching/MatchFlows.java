package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.matching.MatchIndex.Hit;
import io.resolutionflow.l1walk.matching.MatchResult.Mode;
import io.resolutionflow.l1walk.matching.Ranking.Part;
import io.resolutionflow.l1walk.matching.Ranking.Placed;
import io.resolutionflow.l1walk.safety.HardFloor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Finds the published flows that fit a statement (contract-l1 §3.2). Opens no transaction around
 * the embedding call.
 */
@Service
public class MatchFlows {

    private static final int PER_LIST = 20;
    private static final String SECURITY = "security";
    private static final Comparator<Known> TIES =
            Comparator.<Known, FlowRef>comparing(
                    Known::ref,
                    Comparator.comparing(FlowRef::source).thenComparing(FlowRef::flowId));

    private final Embedder embedder;
    private final MatchIndex index;
    private final FlowRepository flows;
    private final TermsCache terms;
    private final Ranking ranking;
    private final CommittedCalibration calibration;
    private final SecuritySignals security;
    private final HardFloor floor;

    MatchFlows(
            Embedder embedder,
            MatchIndex index,
            FlowRepository flows,
            TermsCache terms,
            MatchingProperties weights,
            CommittedCalibration calibration,
            SecuritySignals security,
            HardFloor floor) {
        this.embedder = embedder;
        this.index = index;
        this.flows = flows;
        this.terms = terms;
        this.ranking = new Ranking(weights);
        this.calibration = calibration;
        this.security = security;
        this.floor = floor;
    }

    /** A candidate's flow with what words need. */
    record Known(
            FlowRef ref,
            String title,
            @Nullable String description,
            String category,
            FlowTerms terms) {

        static Known of(FlowRef ref, FlowContent flow) {
            return new Known(
                    ref, flow.title(), flow.description(), flow.category(), FlowTerms.of(flow));
        }
    }

    /**
     * @param without flows the caller does not want to see again
     */
    public MatchResult match(String text, Collection<UUID> without) {
        Statement statement = Statement.of(text);
        Optional<Embedder.Vectors> vectors = embedder.query(statement.meaning());
        Optional<Calibration.Fitted> hybrid = vectors.flatMap(v -> calibration.forModel(v.model()));
        float @Nullable [] vector = vectors.map(v -> v.values().getFirst()).orElse(null);
        String model = vectors.map(Embedder.Vectors::model).orElse(null);
        boolean withVectors = hybrid.isPresent();
        boolean suspicious = security.in(text);
        List<Placed<Known>> placed =
                place(statement, withVectors ? vector : null, model, without, suspicious);
        Double none =
                withVectors && vector != null && model != null
                        ? index.noneCosine(vector, model).orElse(null)
                        : null;
        Calibration.Fitted fitted = hybrid.orElse(calibration.keywordOnly());
        double pFlow =
                fitted.flow()
                        .probability(
                                Ranking.noneSignals(
                                                placed,
                                                statement,
                                                none,
                                                floor.inStatement(text).isPresent(),
                                                suspicious
                                                        && placed.stream()
                                                                .anyMatch(p ->
                                                                        p.flow()
                                                                                .category()
                                                                                .equals(SECURITY)))
                                        .features(withVectors));
        List<FlowCandidate> candidates = candidates(placed, fitted, withVectors, pFlow, statement);
        FlowCandidate securityFlow = suspicious ? promoteSecurity(candidates) : null;
        return new MatchResult(
                withVectors ? Mode.HYBRID : Mode.KEYWORD_ONLY,
                Calibration.rounded(pFlow),
                List.copyOf(candidates),
                securityFlow,
                vector,
                model);
    }

    private List<Placed<Known>> place(
            Statement statement,
            float @Nullable [] vector,
            @Nullable String model,
            Collection<UUID> without,
            boolean suspicious) {
        List<Hit> hits = hits(statement, vector, model, without, PER_LIST);
        List<Known> known = known(hits);
        if (suspicious && known.stream().noneMatch(k -> k.category().equals(SECURITY))) {
            // by words alone the security flow may share none with the statement
            known = new ArrayList<>(known);
            flows.walkableIn(SECURITY).stream()
                    .filter(row -> !without.contains(row.entry().id()))
                    .map(row -> Known.of(row.entry().published(), row.content()))
                    .forEach(known::add);
        }
        Map<UUID, Double> usage = index.usage(known.stream().map(k -> k.ref().flowId()).toList());
        List<Part<Known>> parts = known.stream().map(k -> part(k, hits, usage)).toList();
        return ranking.place(parts, statement, TIES);
    }

    private static Part<Known> part(Known known, List<Hit> hits, Map<UUID, Double> usage) {
        Hit hit =
                hits.stream()
                        .filter(h -> h.ref().equals(known.ref()))
                        .findFirst()
                        .orElse(new Hit(known.ref(), 0, 0));
        double used = usage.getOrDefault(known.ref().flowId(), 0.0);
        return new Part<>(known, hit.headCosine(), hit.nodeCosine(), known.terms(), used);
    }

    private List<Hit> hits(
            Statement statement,
            float @Nullable [] vector,
            @Nullable String model,
            Collection<UUID> without,
            int perList) {
        return index.candidates(statement, vector, model, perList).stream()
                .filter(hit -> !without.contains(hit.ref().flowId()))
                .toList();
    }

    private List<Known> known(List<Hit> hits) {
        return terms.of(hits.stream().map(Hit::ref).toList());
    }

    /** In the order of their rank; nobody scores higher than the one before. */
    private static List<FlowCandidate> candidates(
            List<Placed<Known>> placed,
            Calibration.Fitted fitted,
            boolean withVectors,
            double pFlow,
            Statement statement) {
        var candidates = new ArrayList<FlowCandidate>();
        double most = 1;
        for (Placed<Known> one : placed) {
            double fit = fitted.fit().probability(one.signals().fitFeatures(withVectors));
            most = Math.min(most, fit);
            candidates.add(candidate(one, Calibration.calibrated(most, pFlow), statement));
        }
        return candidates;
    }

    private static FlowCandidate candidate(
            Placed<Known> placed, double score, Statement statement) {
        Known known = placed.flow();
        return new FlowCandidate(
                known.ref().flowId(),
                known.title(),
                known.description(),
                known.category(),
                known.ref().source(),
                known.ref().versionNo(),
                score,
                reasons(placed, statement));
    }

    private static List<String> reasons(Placed<Known> placed, Statement statement) {
        var reasons = new ArrayList<String>();
        List<String> keywords = placed.flow().terms().matchedKeywords(statement);
        if (!keywords.isEmpty()) {
            reasons.add(
                    "title and keywords: "
                            + String.join(", ", keywords.subList(0, Math.min(3, keywords.size()))));
        }
        if (placed.signals().headCosine() >= 0.45) {
            reasons.add("means much the same as the flow's description");
        }
        if (placed.signals().nodeCosine() >= 0.4) {
            reasons.add("close to questions of the flow");
        }
        return reasons;
    }

    /** Puts the best security flow first: it is what will be suggested, whatever the scores say. */
    private static @Nullable FlowCandidate promoteSecurity(List<FlowCandidate> candidates) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).category().equals(SECURITY)) {
                FlowCandidate flow = candidates.remove(i);
                candidates.addFirst(flow);
                return flow;
            }
        }
        return null;
    }
}

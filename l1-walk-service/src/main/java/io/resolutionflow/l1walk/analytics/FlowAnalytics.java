package io.resolutionflow.l1walk.analytics;

import io.resolutionflow.l1walk.analytics.FlowFigures.AnswerCount;
import io.resolutionflow.l1walk.analytics.FlowFigures.Exits;
import io.resolutionflow.l1walk.analytics.FlowFigures.Node;
import io.resolutionflow.l1walk.analytics.FlowFigures.Path;
import io.resolutionflow.l1walk.analytics.FlowFigures.UnusedOption;
import io.resolutionflow.l1walk.analytics.WalkRecords.Answered;
import io.resolutionflow.l1walk.analytics.WalkRecords.Walked;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowOption;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowRow;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which ways walks take through a flow and where they end (contract-l1 §11). */
@Service
@Transactional(readOnly = true)
public class FlowAnalytics {

    private static final int TOP = 10;
    private static final int DEAD_END_EXITS = 5;
    private static final double DEAD_END_SHARE = 0.2;

    private final FlowRepository flows;
    private final WalkRecords records;
    private final Clock clock;

    FlowAnalytics(FlowRepository flows, WalkRecords records, Clock clock) {
        this.flows = flows;
        this.records = records;
        this.clock = clock;
    }

    /**
     * @param version null for all versions, shown with the nodes of the current one
     * @throws DomainException 404, 404 {@code version_not_found}
     */
    public FlowFigures of(UUID flowId, @Nullable Integer version, Duration period) {
        FlowRow row = flows.row(flowId).orElseThrow(DomainException::notFound);
        FlowContent content =
                version == null
                        ? row.content()
                        : flows.version(new FlowRef(row.entry().source(), flowId, version))
                                .orElseThrow(() ->
                                        DomainException.notFound(
                                                "version", "This flow has no such version."))
                                .content();
        var since = clock.instant().minus(period);
        List<Walked> walks = records.walks(flowId, version, since);
        List<Answered> answers = records.answers(flowId, version, since);
        return figures(content, walks, answers);
    }

    static FlowFigures figures(FlowContent flow, List<Walked> walks, List<Answered> answers) {
        List<Walked> main = walks.stream().filter(Walked::main).toList();
        List<Walked> closed = main.stream().filter(w -> w.closedAt() != null).toList();
        List<Walked> resolved = main.stream().filter(w -> w.status().equals("resolved")).toList();
        Map<UUID, List<Answered>> live =
                answers.stream()
                        .filter(Answered::live)
                        .collect(Collectors.groupingBy(Answered::walkId));
        return new FlowFigures(
                main.size(),
                resolved.size(),
                count(main, "escalated"),
                count(main, "abandoned"),
                count(main, "active"),
                resolved.isEmpty()
                        ? null
                        : rounded(
                                (double)
                                                resolved.stream()
                                                        .filter(w ->
                                                                Boolean.TRUE.equals(w.helpful()))
                                                        .count()
                                        / resolved.size()),
                median(closed, w -> live.getOrDefault(w.id(), List.of()).size()),
                median(
                        closed,
                        w ->
                                Duration.between(
                                                        w.startedAt(),
                                                        Objects.requireNonNull(w.closedAt()))
                                                .toMillis()
                                        / 1000.0),
                flow.nodes().stream().map(node -> node(node, walks, answers)).toList(),
                unused(flow, answers),
                paths(main, live));
    }

    private static int count(List<Walked> walks, String status) {
        return (int) walks.stream().filter(w -> w.status().equals(status)).count();
    }

    private static Node node(FlowNode node, List<Walked> walks, List<Answered> answers) {
        List<Answered> here = answers.stream().filter(a -> a.nodeId().equals(node.id())).toList();
        List<Walked> standing = walks.stream().filter(w -> node.id().equals(w.standsAt())).toList();
        var exits =
                new Exits(
                        count(standing, "resolved"),
                        count(standing, "escalated"),
                        count(standing, "abandoned"));
        int visits = here.size() + standing.size();
        int lost = exits.escalated() + exits.abandoned();
        return new Node(
                node.id(),
                node.type().wireName(),
                node.text(),
                visits,
                node.options().stream().map(option -> answer(option, here)).toList(),
                exits,
                (int) here.stream().filter(a -> !a.live()).count(),
                median(here, a -> a.dwellMs() / 1000.0),
                !node.isTerminal() && lost >= DEAD_END_EXITS && lost >= DEAD_END_SHARE * visits);
    }

    private static AnswerCount answer(FlowOption option, List<Answered> here) {
        int count =
                (int)
                        here.stream()
                                .filter(a -> a.live() && a.answer().equals(option.value()))
                                .count();
        return new AnswerCount(option.value(), option.label(), count);
    }

    private static List<UnusedOption> unused(FlowContent flow, List<Answered> answers) {
        var unused = new ArrayList<UnusedOption>();
        for (FlowNode node : flow.nodes()) {
            for (FlowOption option : node.options()) {
                if (answers.stream()
                        .noneMatch(a ->
                                a.nodeId().equals(node.id())
                                        && a.answer().equals(option.value()))) {
                    unused.add(new UnusedOption(node.id(), option.value(), option.label()));
                }
            }
        }
        return unused;
    }

    /** The most walked ways: the nodes answered, and the one where it stands. */
    private static List<Path> paths(List<Walked> walks, Map<UUID, List<Answered>> live) {
        record Way(List<String> nodes, String outcome) {}
        var ways = new HashMap<Way, Integer>();
        for (Walked walk : walks) {
            var nodes = new ArrayList<String>();
            live.getOrDefault(walk.id(), List.of()).forEach(a -> nodes.add(a.nodeId()));
            if (walk.standsAt() != null) {
                nodes.add(walk.standsAt());
            }
            ways.merge(new Way(List.copyOf(nodes), walk.status()), 1, Integer::sum);
        }
        return ways.entrySet().stream()
                .map(e -> new Path(e.getKey().nodes(), e.getKey().outcome(), e.getValue()))
                .sorted(
                        Comparator.comparingInt(Path::count)
                                .reversed()
                                .thenComparing(path -> String.join(">", path.nodeIds()))
                                .thenComparing(Path::outcome))
                .limit(TOP)
                .toList();
    }

    private static <T> @Nullable Double median(List<T> all, ToDoubleFunction<T> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        if (sorted.length == 0) {
            return null;
        }
        int middle = sorted.length / 2;
        return rounded(
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}

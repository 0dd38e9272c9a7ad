package io.resolutionflow.l1walk.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what keeps a structure from being published, and what an author should look at again. */
public final class FlowValidator {

    private static final int LARGE = 150;
    private static final int LONG = 15;

    private final FlowContent flow;
    private final Map<String, FlowNode> nodes = new LinkedHashMap<>();
    private final List<FlowFinding> errors = new ArrayList<>();
    private final List<FlowFinding> warnings = new ArrayList<>();

    private FlowValidator(FlowContent flow) {
        this.flow = flow;
        flow.nodes().forEach(node -> nodes.putIfAbsent(node.id(), node));
    }

    /**
     * @param subflowsOf slugs a published flow opens; null for a slug that means no flow here
     */
    public static FlowFinding.Report check(
            FlowContent flow, Function<String, @Nullable Set<String>> subflowsOf) {
        var validator = new FlowValidator(flow);
        validator.shape();
        validator.reach();
        validator.subflows(subflowsOf);
        validator.advice();
        return new FlowFinding.Report(
                validator.errors.isEmpty(), validator.errors, validator.warnings);
    }

    private void shape() {
        if (!nodes.containsKey(flow.start())) {
            error("missing_start", null, "The flow has no node to start at.");
        }
        var seen = new HashSet<String>();
        for (FlowNode node : flow.nodes()) {
            if (!seen.add(node.id())) {
                error("duplicate_node_id", node.id(), "Two nodes have this id.");
            }
            if (node.isTerminal()) {
                if (!node.options().isEmpty()) {
                    error("terminal_has_options", node.id(), "An end of the flow has no answers.");
                }
            } else if (node.options().size() < 2) {
                error("too_few_options", node.id(), "A question or action needs two answers.");
            }
            if (Boolean.TRUE.equals(node.needsReview())) {
                error("needs_review_stub", node.id(), "This branch waits to be written.");
            }
            options(node);
        }
    }

    private void options(FlowNode node) {
        var values = new HashSet<String>();
        var labels = new HashSet<String>();
        for (FlowOption option : node.options()) {
            if (!values.add(option.value())) {
                error("duplicate_option_value", node.id(), "Two answers have the same value.");
            }
            if (!labels.add(option.label())) {
                error("duplicate_option_label", node.id(), "Two answers read the same.");
            }
            if (!nodes.containsKey(option.next())) {
                error(
                        "unknown_next",
                        node.id(),
                        "The answer '" + option.label() + "' leads to no node.");
            } else if (option.next().equals(node.id())) {
                error("self_loop", node.id(), "An answer leads back to its own node.");
            }
        }
    }

    private void reach() {
        Set<String> reached = new HashSet<>();
        var open = new ArrayDeque<String>();
        if (nodes.containsKey(flow.start())) {
            open.add(flow.start());
        }
        while (!open.isEmpty()) {
            String id = open.poll();
            if (reached.add(id)) {
                next(id).forEach(open::add);
            }
        }
        if (nodes.containsKey(flow.start())) {
            nodes.keySet().stream()
                    .filter(Predicate.not(reached::contains))
                    .forEach(id -> error("unreachable_node", id, "No answer leads to this node."));
        }
        Set<String> ending = ending();
        nodes.keySet().stream()
                .filter(Predicate.not(ending::contains))
                .forEach(id ->
                        error("no_path_to_end", id, "From here the flow never comes to an end."));
    }

    /** Nodes from which a leaf can be reached, found backwards. */
    private Set<String> ending() {
        var ending = new HashSet<String>();
        nodes.values().stream().filter(FlowNode::isTerminal).map(FlowNode::id).forEach(ending::add);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (String id : nodes.keySet()) {
                if (!ending.contains(id) && next(id).stream().anyMatch(ending::contains)) {
                    grown = ending.add(id);
                }
            }
        }
        return ending;
    }

    private List<String> next(String id) {
        FlowNode node = nodes.get(id);
        return node == null
                ? List.of()
                : node.options().stream().map(FlowOption::next).filter(nodes::containsKey).toList();
    }

    private void subflows(Function<String, @Nullable Set<String>> subflowsOf) {
        for (FlowNode node : nodes.values()) {
            String slug = node.subflow();
            if (slug == null) {
                continue;
            }
            if (!slug.equals(flow.slug()) && subflowsOf.apply(slug) == null) {
                error("subflow_unknown", node.id(), "There is no published flow '" + slug + "'.");
            } else if (leadsBack(slug, subflowsOf)) {
                error("subflow_cycle", node.id(), "The flow '" + slug + "' opens this one again.");
            }
        }
    }

    private boolean leadsBack(String slug, Function<String, @Nullable Set<String>> subflowsOf) {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<String>();
        open.add(slug);
        while (!open.isEmpty()) {
            String one = open.poll();
            if (one.equals(flow.slug())) {
                return true;
            }
            if (seen.add(one)) {
                Set<String> opened = subflowsOf.apply(one);
                if (opened != null) {
                    open.addAll(opened);
                }
            }
        }
        return false;
    }

    private void advice() {
        if (flow.nodes().size() > LARGE) {
            warn("large_flow", null, "More than 150 nodes: consider sub-flows.");
        }
        if (flow.description() == null) {
            warn("missing_description", null, "A description helps to find the flow.");
        }
        for (FlowNode node : nodes.values()) {
            String detail = node.detail() == null ? "" : node.detail();
            if (node.type() == NodeType.ESCALATE
                    && !(detail.contains("Hand off to:") && detail.contains("Include:"))) {
                warn(
                        "escalate_without_handoff",
                        node.id(),
                        "Say who takes over and what to send: 'Hand off to: … Include: …'.");
            }
        }
        var walk = new Depths();
        int longest = walk.from(flow.start());
        if (walk.loop != null) {
            warn("loop", walk.loop, "Answers lead back to this node.");
        }
        if (longest > LONG) {
            warn("long_path", null, "A path has more than 15 answers.");
        }
    }

    /** Longest path in answers, edges that close a circle left out. */
    private final class Depths {
        private final Map<String, Integer> known = new HashMap<>();
        private final Set<String> stack = new HashSet<>();
        private @Nullable String loop;

        int from(String id) {
            Integer depth = known.get(id);
            if (depth != null || !nodes.containsKey(id)) {
                return depth == null ? 0 : depth;
            }
            stack.add(id);
            int longest = 0;
            for (String next : next(id)) {
                if (stack.contains(next)) {
                    loop = loop == null ? next : loop;
                } else {
                    longest = Math.max(longest, 1 + from(next));
                }
            }
            stack.remove(id);
            known.put(id, longest);
            return longest;
        }
    }

    /** Slugs this structure opens. */
    static Set<String> subflowsOf(FlowContent flow) {
        return flow.nodes().stream()
                .map(FlowNode::subflow)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private void error(String code, @Nullable String node, String message) {
        errors.add(new FlowFinding(code, node, message));
    }

    private void warn(String code, @Nullable String node, String message) {
        warnings.add(new FlowFinding(code, node, message));
    }
}

package io.resolutionflow.l1walk.flow;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads "Run … flow 'x'" in an action and makes it the node's sub-flow when x exists (contract-l1
 * §9.1).
 */
public final class SubflowNames {

    private static final Pattern RUN = Pattern.compile("\\bRun\\b[^.]*?\\bflow '([a-z0-9-]+)'");

    private SubflowNames() {}

    public static FlowContent linked(FlowContent flow, Set<String> knownSlugs) {
        var nodes = flow.nodes().stream().map(node -> linked(node, knownSlugs)).toList();
        return new FlowContent(
                flow.slug(),
                flow.title(),
                flow.category(),
                flow.description(),
                flow.keywords(),
                flow.tags(),
                flow.start(),
                nodes);
    }

    private static FlowNode linked(FlowNode node, Set<String> knownSlugs) {
        if (node.type() != NodeType.ACTION || node.subflow() != null) {
            return node;
        }
        Matcher run = RUN.matcher(node.text() + " " + (node.detail() == null ? "" : node.detail()));
        return run.find() && knownSlugs.contains(run.group(1))
                ? node.withSubflow(run.group(1))
                : node;
    }
}

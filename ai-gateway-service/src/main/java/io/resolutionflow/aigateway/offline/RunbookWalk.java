package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.offline.Runbook.Node;
import io.resolutionflow.aigateway.offline.Runbook.Option;
import java.util.ArrayList;
import java.util.List;

/** How far the evidence leads into a runbook: the answered nodes, then the open one or a leaf. */
record RunbookWalk(Runbook runbook, List<Taken> path, Node current) {

    record Taken(Node node, Option option) {}

    static RunbookWalk through(Runbook runbook, Evidence evidence) {
        var path = new ArrayList<Taken>();
        Node node = runbook.startNode();
        while (!node.isLeaf()) {
            var option = evidence.at(node);
            if (option.isEmpty()) {
                break;
            }
            path.add(new Taken(node, option.get()));
            node = runbook.node(option.get().next());
        }
        return new RunbookWalk(runbook, List.copyOf(path), node);
    }

    boolean isResolved() {
        return current.is("resolve");
    }

    boolean isEscalated() {
        return current.is("escalate");
    }

    /** Whether the open step is an action of which one outcome resolves the matter. */
    boolean isOneStepFromTheEnd() {
        return current.is("action")
                && current.options().stream()
                        .anyMatch(option -> runbook.node(option.next()).is("resolve"));
    }

    /** Open steps that may follow the current one, with the answer that leads to them. */
    List<Taken> following() {
        return current.options().stream()
                .filter(option -> !runbook.node(option.next()).isLeaf())
                .map(option -> new Taken(runbook.node(option.next()), option))
                .toList();
    }
}

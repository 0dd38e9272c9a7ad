package io.resolutionflow.l1walk.walk;

import io.resolutionflow.platform.problem.DomainException;
import org.jspecify.annotations.Nullable;

/** The conflicts of contract-l1 §4.2 in the words a technician reads. */
public final class WalkConflicts {

    private WalkConflicts() {}

    /** Carries the node that is current now, so that a second click just shows it. */
    public static DomainException staleNode(Walk walk, @Nullable NodeView current) {
        return DomainException.conflict(
                        "stale_node",
                        "This question was already answered. The current one is shown.")
                .with("version", walk.version())
                .with("session_status", walk.status().wireName())
                .with("node", current);
    }

    public static DomainException wrongKind(Walk walk) {
        var no =
                DomainException.conflict(
                                "wrong_walk_kind", "This kind of walk does not take this call.")
                        .with("session_kind", walk.kind().wireName());
        return switch (walk.kind()) {
            case AI_BUILD -> no.with("use", "next-node");
            case ADHOC -> no.with("use", "notes");
            case FLOW, PROPOSAL -> no.with("use", "step");
        };
    }

    public static DomainException unknownOption(NodeView node) {
        return DomainException.unprocessable(
                        "unknown_option", "This answer is not one of the options shown.")
                .with("allowed", node.allowed());
    }

    public static DomainException terminal() {
        return DomainException.conflict(
                "node_is_terminal", "The tree ends here. Resolve or escalate the walk.");
    }
}

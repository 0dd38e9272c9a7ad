package io.resolutionflow.l1walk.walk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows generated nodes (contract-l1 §5). */
public final class BuiltNodes {

    private BuiltNodes() {}

    public static NodeView view(BuiltNode node, List<PathEntry> live) {
        return new NodeView(
                node.id(),
                node.type(),
                node.text(),
                node.detail(),
                node.options(),
                node.yesLabel(),
                node.noLabel(),
                node.isTerminal(),
                1,
                0,
                !live.isEmpty(),
                node.origin(),
                node.fallbackReason(),
                node.reasonCategory(),
                node.depth(),
                null,
                close(node, live));
    }

    private static @Nullable ProposedClose close(BuiltNode node, List<PathEntry> live) {
        return switch (node.type()) {
            case "escalate" ->
                    new ProposedClose(
                            "escalate",
                            null,
                            node.reasonCategory(),
                            node.text(),
                            "normal",
                            null,
                            null);
            case "resolved" ->
                    new ProposedClose("resolve", notes(node, live), null, null, null, null, null);
            default -> null;
        };
    }

    private static String notes(BuiltNode node, List<PathEntry> live) {
        var notes = new StringBuilder(node.text());
        live.forEach(entry ->
                notes.append("\n- ")
                        .append(entry.question())
                        .append(": ")
                        .append(entry.answerLabel()));
        return notes.toString();
    }
}

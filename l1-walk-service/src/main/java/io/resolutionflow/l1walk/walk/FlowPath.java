package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowOption;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.HandOffText;
import io.resolutionflow.l1walk.walk.Walk.Position;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pinned flow with what was answered in the walk so far: serves nodes and finds the next one.
 * Plain rules, no storage (contract-l1 §4.3).
 *
 * @param ref the pinned version; null for a proposal, which has none
 * @param live answers that stand, in order, of all frames
 */
public record FlowPath(@Nullable FlowRef ref, FlowContent flow, List<PathEntry> live, int frame) {

    /** Id of the node served in place of a sixth visit. */
    static final String LOOP_GUARD = "loop_guard";

    /** Most times one node is served. */
    static final int MOST_VISITS = 5;

    private static final String LOOPED =
            "This walk has come back to the same step five times. Hand it over instead of going round again.";

    public FlowPath {
        live = List.copyOf(live);
    }

    /** Where an answer leads; the sixth arrival at a node is not served. */
    Position after(FlowOption answer) {
        return arrive(answer.next());
    }

    Position arrive(String nodeId) {
        return visits(nodeId) >= MOST_VISITS ? new Position(LOOP_GUARD, true) : Position.at(nodeId);
    }

    /** Null in the main flow of a proposal's walk. */
    @Nullable UUID flowId() {
        return ref == null ? null : ref.flowId();
    }

    @Nullable Integer versionNo() {
        return ref == null ? null : ref.versionNo();
    }

    /** Whose words its nodes are. */
    String origin() {
        return ref == null ? "proposal" : "flow";
    }

    /** Answers this node has had in this flow, from whatever frame. */
    private int visits(String nodeId) {
        return (int)
                live.stream()
                        .filter(entry ->
                                Objects.equals(flowId(), entry.flowId())
                                        && entry.nodeId().equals(nodeId))
                        .count();
    }

    NodeView serve(Position position, NodeView.@Nullable Subflow subflow) {
        if (position.nodeId() == null) {
            throw new IllegalStateException("a flow walk always stands at a node");
        }
        return position.loopGuarded()
                ? loopGuard()
                : node(flow.require(position.nodeId()), subflow);
    }

    private NodeView node(FlowNode node, NodeView.@Nullable Subflow subflow) {
        List<NodeView.Choice> options =
                node.options().stream()
                        .map(o -> new NodeView.Choice(o.value(), o.label()))
                        .toList();
        return new NodeView(
                node.id(),
                node.type().wireName(),
                node.text(),
                node.detail(),
                options,
                null,
                null,
                node.isTerminal(),
                visits(node.id()) + 1,
                frame,
                !live.isEmpty(),
                origin(),
                null,
                node.isTerminal() && node.type() == io.resolutionflow.l1walk.flow.NodeType.ESCALATE
                        ? flow.reasonCategoryOf(node)
                        : null,
                null,
                subflow,
                proposedClose(node));
    }

    private NodeView loopGuard() {
        var close =
                new ProposedClose(
                        "escalate", null, "exhausted_safe_steps", LOOPED, "normal", null, null);
        return new NodeView(
                LOOP_GUARD,
                "escalate",
                LOOPED,
                null,
                List.of(),
                null,
                null,
                true,
                1,
                frame,
                true,
                LOOP_GUARD,
                null,
                "exhausted_safe_steps",
                null,
                null,
                close);
    }

    private @Nullable ProposedClose proposedClose(FlowNode node) {
        return switch (node.type()) {
            case QUESTION, ACTION -> null;
            case RESOLVE ->
                    new ProposedClose(
                            frame > 0 ? "return" : "resolve",
                            resolutionNotes(node),
                            null,
                            null,
                            null,
                            null,
                            null);
            case ESCALATE -> {
                HandOffText handOff = HandOffText.of(node.detail());
                yield new ProposedClose(
                        "escalate",
                        null,
                        flow.reasonCategoryOf(node),
                        node.text(),
                        handOff.priority(),
                        handOff.handOffTo(),
                        handOff.include());
            }
        };
    }

    private String resolutionNotes(FlowNode leaf) {
        var notes = new StringBuilder(leaf.text());
        if (!live.isEmpty()) {
            notes.append("\nChecked:");
            live.forEach(e ->
                    notes.append("\n- ").append(e.question()).append(": ").append(e.answerLabel()));
        }
        return notes.toString();
    }
}

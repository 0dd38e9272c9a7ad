package io.resolutionflow.l1walk.flywheel;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowOption;
import io.resolutionflow.l1walk.flow.NodeType;
import io.resolutionflow.l1walk.flow.StructureReader;
import io.resolutionflow.l1walk.matching.Statement;
import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.walk.BuiltNode;
import io.resolutionflow.l1walk.walk.NodeView;
import io.resolutionflow.l1walk.walk.PathEntry;
import io.resolutionflow.l1walk.walk.WalkTrail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns an AI-built walk into a flow: the nodes as stored by the server, never a client's words;
 * every way not taken is a stub to be written (contract-l1 §10.2).
 */
final class BuiltTree {

    private static final String STUB =
            "Not walked yet: hand it over until somebody has written it.";
    private static final int TITLE = 200;
    private static final int LABEL = 120;
    private static final int TEXT = 500;
    private static final int KEYWORDS = 10;

    private final Map<String, BuiltNode> stored = new HashMap<>();
    private final WalkTrail trail;
    private final List<FlowNode> nodes = new ArrayList<>();

    private BuiltTree(WalkTrail trail, List<BuiltNode> stored) {
        this.trail = trail;
        stored.forEach(node -> this.stored.put(node.id(), node));
    }

    static FlowContent of(WalkTrail trail, List<BuiltNode> stored) {
        return new BuiltTree(trail, stored).content();
    }

    private FlowContent content() {
        List<PathEntry> live = trail.live();
        for (int i = 0; i < live.size(); i++) {
            String next = i + 1 < live.size() ? live.get(i + 1).nodeId() : "end";
            answered(live.get(i), next);
        }
        nodes.add(leaf("end", NodeType.RESOLVE, InputText.head(ending(), TEXT), null));
        Statement statement = Statement.of(trail.walk().call().problemText());
        String title = title();
        return new FlowContent(
                StructureReader.slugOf(title),
                title,
                Objects.requireNonNullElse(trail.walk().call().category(), "other"),
                InputText.clean(statement.masked()),
                statement.words().stream().limit(KEYWORDS).toList(),
                List.of(),
                live.getFirst().nodeId(),
                nodes);
    }

    private void answered(PathEntry entry, String next) {
        BuiltNode node = Objects.requireNonNull(stored.get(entry.nodeId()), entry.nodeId());
        var options = new ArrayList<FlowOption>();
        for (NodeView.Choice choice : node.options()) {
            String label = InputText.head(choice.label(), LABEL);
            if (choice.value().equals(entry.answer())) {
                options.add(new FlowOption(label, choice.value(), next));
            } else {
                String stub = node.id() + "-" + choice.value();
                options.add(new FlowOption(label, choice.value(), stub));
                nodes.add(leaf(stub, NodeType.ESCALATE, STUB, Boolean.TRUE));
            }
        }
        NodeType type = node.type().equals("instruction") ? NodeType.ACTION : NodeType.QUESTION;
        nodes.add(
                new FlowNode(
                        node.id(), type, node.text(), node.detail(), options, null, null, null));
    }

    private static FlowNode leaf(
            String id, NodeType type, String text, @Nullable Boolean needsReview) {
        String detail =
                type == NodeType.ESCALATE
                        ? "Hand off to: second line. Include: the answers so far."
                        : null;
        return new FlowNode(id, type, text, detail, List.of(), null, null, needsReview);
    }

    /** What the last node says when it is the confirmation, else how the technician closed it. */
    private String ending() {
        NodeView node = trail.node();
        return node != null && node.type().equals("resolved") ? node.text() : firstLine();
    }

    private String title() {
        return InputText.head(firstLine(), TITLE);
    }

    /** Of the resolution notes, else of the statement; list marks and headings left out. */
    private String firstLine() {
        String notes = trail.walk().closing().resolutionNotes();
        String text = notes == null ? trail.walk().call().problemText() : notes;
        String line =
                Statement.of(text)
                        .masked()
                        .lines()
                        .map(l -> l.replaceAll("^[#>*\\-\\s]+", "").strip())
                        .filter(l -> !l.isEmpty())
                        .findFirst()
                        .orElse("");
        return line.isEmpty()
                ? trail.walk().call().problemText().lines().findFirst().orElse("-")
                : line;
    }
}

package io.resolutionflow.aigateway.offline;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A flow of the shipped library. Acyclic: every path ends in a leaf. */
record Runbook(
        String slug,
        String title,
        String category,
        String description,
        List<String> keywords,
        String start,
        Map<String, Node> nodes) {

    /**
     * @param type {@code question}, {@code action}, {@code resolve} or {@code escalate}
     */
    record Node(
            String id, String type, String text, @Nullable String detail, List<Option> options) {

        boolean isLeaf() {
            return options.isEmpty();
        }

        boolean is(String wanted) {
            return type.equals(wanted);
        }
    }

    record Option(String label, String value, String next) {}

    Node startNode() {
        return node(start);
    }

    Node node(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("runbook " + slug + " has no node " + id);
        }
        return node;
    }
}

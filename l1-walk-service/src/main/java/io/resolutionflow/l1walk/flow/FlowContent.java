package io.resolutionflow.l1walk.flow;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The structure of one version of a flow (contract-l1 §9.1). */
public record FlowContent(
        String slug,
        String title,
        String category,
        @Nullable String description,
        @Nullable List<String> keywords,
        @Nullable List<String> tags,
        String start,
        List<FlowNode> nodes) {

    public FlowContent {
        keywords = keywords == null ? List.of() : List.copyOf(keywords);
        tags = tags == null ? List.of() : List.copyOf(tags);
        nodes = List.copyOf(nodes);
    }

    @Override
    public List<String> keywords() {
        return keywords == null ? List.of() : keywords;
    }

    @Override
    public List<String> tags() {
        return tags == null ? List.of() : tags;
    }

    /** The same structure under another short name. */
    public FlowContent named(String other) {
        return other.equals(slug)
                ? this
                : new FlowContent(
                        other, title, category, description, keywords, tags, start, nodes);
    }

    /** The same structure under another category. */
    public FlowContent filed(String other) {
        return new FlowContent(slug, title, other, description, keywords, tags, start, nodes);
    }

    public Optional<FlowNode> node(@Nullable String id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    /** A node known to exist. */
    public FlowNode require(String id) {
        return node(id).orElseThrow(
                        () -> new IllegalStateException("flow " + slug + " has no node " + id));
    }

    /** The category an escalate leaf hands over with (contract-l1 §9.1). */
    public String reasonCategoryOf(FlowNode leaf) {
        if (leaf.reasonCategory() != null) {
            return leaf.reasonCategory();
        }
        return category.equals("security") ? "security_incident" : "flow_says_escalate";
    }
}

package io.resolutionflow.l1walk.flow;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node of a flow (contract-l1 §9.1).
 *
 * @param subflow slug of a flow that may be opened from here
 */
public record FlowNode(
        String id,
        NodeType type,
        String text,
        @Nullable String detail,
        @Nullable List<FlowOption> options,
        @Nullable String subflow,
        @Nullable String reasonCategory,
        @Nullable Boolean needsReview) {

    public FlowNode {
        options = options == null ? List.of() : List.copyOf(options);
    }

    /** Never null, whatever the stored structure said. */
    @Override
    public List<FlowOption> options() {
        return options == null ? List.of() : options;
    }

    public boolean isTerminal() {
        return type.isTerminal();
    }

    public Optional<FlowOption> option(@Nullable String value) {
        return options().stream().filter(option -> option.value().equals(value)).findFirst();
    }

    FlowNode withSubflow(String slug) {
        return new FlowNode(id, type, text, detail, options, slug, reasonCategory, needsReview);
    }
}

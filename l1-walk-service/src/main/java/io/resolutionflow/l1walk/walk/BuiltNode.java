package io.resolutionflow.l1walk.walk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node made while walking (contract-l1 §5); id, option values and depth are the server's.
 *
 * @param type {@code question}, {@code instruction}, {@code resolved} or {@code escalate}
 * @param origin {@code model}, {@code offline} or {@code fallback}
 */
public record BuiltNode(
        String id,
        String type,
        String text,
        @Nullable String detail,
        List<NodeView.Choice> options,
        @Nullable String yesLabel,
        @Nullable String noLabel,
        @Nullable String reasonCategory,
        String origin,
        @Nullable String fallbackReason,
        int depth) {

    public static final String GENERATION_FAILED = "generation_failed";

    public BuiltNode {
        options = List.copyOf(options);
    }

    public boolean isTerminal() {
        return type.equals("escalate") || type.equals("resolved");
    }
}

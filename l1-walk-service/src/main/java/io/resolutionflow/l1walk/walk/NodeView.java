package io.resolutionflow.l1walk.walk;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The node a technician sees (contract-l1 §4.3, §5). Never says where an answer leads. */
public record NodeView(
        String id,
        String type,
        String text,
        @Nullable String detail,
        List<Choice> options,
        @Nullable String yesLabel,
        @Nullable String noLabel,
        boolean terminal,
        int visit,
        int frame,
        boolean canBack,
        String origin,
        @Nullable String fallbackReason,
        @Nullable String reasonCategory,
        @Nullable Integer depth,
        @Nullable Subflow subflow,
        @Nullable ProposedClose proposedClose) {

    public NodeView {
        options = List.copyOf(options);
    }

    public record Choice(String value, String label) {}

    /**
     * @param available false when no such flow can be walked in this account now
     */
    public record Subflow(String slug, @Nullable String title, boolean available) {}

    public Optional<Choice> option(@Nullable String value) {
        return options.stream().filter(choice -> choice.value().equals(value)).findFirst();
    }

    public List<String> allowed() {
        return options.stream().map(Choice::value).toList();
    }
}

package io.resolutionflow.l1walk.aibuild;

import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.walk.BuiltNode;
import io.resolutionflow.l1walk.walk.NodeView.Choice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a proposal into a node, or says what is wrong with it (contract-l1 §5). */
final class NodeRules {

    static final int DEEPEST = 12;

    private static final int TEXT = 500;
    private static final int DETAIL = 1_500;
    private static final int LABEL = 120;
    private static final int MOST_OPTIONS = 4;
    private static final Pattern EITHER_OR = Pattern.compile("(?i)\\b\\w+\\s+or\\s+\\w+");
    private static final Pattern MARKUP =
            Pattern.compile(
                    "<[^>]{0,200}>|!?\\[([^\\]]*)]\\([^)]*\\)|(?i)\\b(?:https?://|www\\.)\\S+");

    private NodeRules() {}

    /** What the repair request says; empty when the proposal can be used. */
    static Optional<String> complaint(@Nullable NodeDraft draft) {
        if (draft == null) {
            return Optional.of("The answer was not the JSON object that was asked for.");
        }
        String text = plain(draft.text());
        if (text == null || InputText.length(text) > TEXT) {
            return Optional.of("The text must have 1 to 500 characters of plain words.");
        }
        return switch (draft.type()) {
            case "question" -> questionComplaint(draft, text);
            case "instruction", "resolved", "escalate" -> Optional.empty();
            default -> Optional.of("The type must be question, instruction, resolved or escalate.");
        };
    }

    private static Optional<String> questionComplaint(NodeDraft draft, String text) {
        List<String> labels = labels(draft);
        if (labels.size() > MOST_OPTIONS
                || labels.size() == 1
                || new HashSet<>(labels).size() != labels.size()) {
            return Optional.of("A question has two to four different options.");
        }
        boolean bare =
                labels.isEmpty()
                        || (isBare(labels.get(0), "yes")
                                && labels.size() == 2
                                && isBare(labels.get(1), "no"));
        if (bare && EITHER_OR.matcher(text).find()) {
            return Optional.of(
                    "An either-or question needs its two alternatives as labels, not Yes and No.");
        }
        return Optional.empty();
    }

    private static boolean isBare(String label, String word) {
        return label.toLowerCase(Locale.ROOT).equals(word);
    }

    static BuiltNode node(String id, NodeDraft draft, String origin, int depth) {
        List<String> labels = labels(draft);
        boolean yesNo =
                draft.type().equals("question") && (labels.isEmpty() || isYesNo(draft, labels));
        String yes = yesNo ? (labels.isEmpty() ? "Yes" : labels.get(0)) : null;
        String no = yesNo ? (labels.isEmpty() ? "No" : labels.get(1)) : null;
        return new BuiltNode(
                id,
                draft.type(),
                String.valueOf(plain(draft.text())),
                shortened(plain(draft.detail()), DETAIL),
                choices(draft.type(), labels, yes, no),
                yes,
                no,
                draft.type().equals("escalate")
                        ? (draft.reasonCategory() == null
                                ? "exhausted_safe_steps"
                                : draft.reasonCategory())
                        : null,
                origin,
                null,
                depth);
    }

    private static boolean isYesNo(NodeDraft draft, List<String> labels) {
        return labels.size() == 2
                && (draft.yesLabel() != null || isBare(labels.get(0), "yes"))
                && (draft.noLabel() != null || isBare(labels.get(1), "no"));
    }

    private static List<Choice> choices(
            String type, List<String> labels, @Nullable String yes, @Nullable String no) {
        return switch (type) {
            case "instruction" ->
                    List.of(new Choice("done", "Done"), new Choice("could_not", "Could not do it"));
            case "resolved" ->
                    List.of(
                            new Choice("confirmed", "It works"),
                            new Choice("not_fixed", "Not fixed"));
            case "question" -> {
                if (yes != null && no != null) {
                    yield List.of(new Choice("yes", yes), new Choice("no", no));
                }
                var choices = new ArrayList<Choice>();
                for (int i = 0; i < labels.size(); i++) {
                    choices.add(new Choice("opt_" + (i + 1), labels.get(i)));
                }
                yield choices;
            }
            default -> List.of();
        };
    }

    /** A node the server itself makes, in place of what could not or must not be shown. */
    static BuiltNode stop(
            String id, String text, String reasonCategory, String fallbackReason, int depth) {
        List<Choice> options =
                fallbackReason.equals(BuiltNode.GENERATION_FAILED)
                        ? List.of(new Choice("retry", "Try again"))
                        : List.of();
        return new BuiltNode(
                id,
                "escalate",
                text,
                null,
                options,
                null,
                null,
                reasonCategory,
                "fallback",
                fallbackReason,
                depth);
    }

    /** Everything a technician would read, for the hard floor. */
    static String allText(BuiltNode node) {
        var text =
                new StringBuilder(node.text())
                        .append('\n')
                        .append(node.detail() == null ? "" : node.detail());
        node.options().forEach(choice -> text.append('\n').append(choice.label()));
        return text.toString();
    }

    private static List<String> labels(NodeDraft draft) {
        var labels = new ArrayList<String>();
        if (draft.options().isEmpty() && draft.yesLabel() != null && draft.noLabel() != null) {
            add(labels, draft.yesLabel());
            add(labels, draft.noLabel());
        }
        draft.options().forEach(option -> add(labels, option));
        return labels;
    }

    private static void add(List<String> labels, @Nullable String raw) {
        String label = shortened(plain(raw), LABEL);
        if (label != null) {
            labels.add(label);
        }
    }

    /** Plain text only: addresses of pages, HTML and images are taken out. */
    static @Nullable String plain(@Nullable String text) {
        return text == null ? null : InputText.clean(MARKUP.matcher(text).replaceAll("$1"));
    }

    private static @Nullable String shortened(@Nullable String text, int max) {
        return text == null ? null : InputText.head(text, max);
    }
}

package io.resolutionflow.aigateway.offline;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the inputs of a task without ever failing: what is not there, or has another shape, is
 * empty.
 */
record Inputs(JsonNode node) {

    private static final int MOST_ITEMS = 40;
    private static final String[] TEXT_MEMBERS = {
        "text",
        "question",
        "label",
        "title",
        "content",
        "node_text",
        "statement",
        "summary",
        "message",
        "name"
    };
    private static final String[] ANSWER_MEMBERS = {
        "answer_label",
        "selected_label",
        "answer",
        "selected_option",
        "result",
        "choice",
        "value",
        "free_text",
        "response"
    };

    /** The first of the members that holds a text, trimmed; empty when none does. */
    String text(String... members) {
        for (String member : members) {
            String found = plainText(node.path(member));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    @Nullable String textOrNull(String... members) {
        String found = text(members);
        return found.isEmpty() ? null : found;
    }

    Inputs at(String member) {
        return new Inputs(node.path(member));
    }

    boolean flag(String member) {
        return node.path(member).isBoolean() && node.path(member).asBoolean();
    }

    boolean isEmpty() {
        return node.isMissingNode() || node.isNull() || (node.isContainer() && node.isEmpty());
    }

    /** Items of a list, at most forty: an answer is no place for a whole archive. */
    List<Inputs> list(String member) {
        JsonNode array = node.path(member);
        return array.isArray()
                ? array.valueStream().limit(MOST_ITEMS).map(Inputs::new).toList()
                : List.of();
    }

    /** Non-empty texts of a list whose items are texts or objects that carry one. */
    List<String> texts(String member) {
        return list(member).stream().map(Inputs::itemText).filter(text -> !text.isEmpty()).toList();
    }

    /** The text of this item, whether it is one or carries one. */
    String itemText() {
        if (node.isValueNode()) {
            return plainText(node);
        }
        for (String member : TEXT_MEMBERS) {
            JsonNode found = node.path(member);
            String text = found.isObject() ? new Inputs(found).itemText() : plainText(found);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** What was answered to this item, label before value; several shapes of several owners. */
    List<String> answers() {
        return Stream.of(ANSWER_MEMBERS)
                .flatMap(member -> answersIn(node.path(member)).stream())
                .distinct()
                .toList();
    }

    String answer() {
        List<String> answers = answers();
        return answers.isEmpty() ? "" : answers.getFirst();
    }

    private static List<String> answersIn(JsonNode found) {
        if (found.isObject()) {
            var nested = new Inputs(found);
            String text = nested.text("text");
            return text.isEmpty()
                    ? nested.answers()
                    : Stream.concat(Stream.of(text), nested.answers().stream()).toList();
        }
        String text = plainText(found);
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static String plainText(JsonNode value) {
        return value.isString()
                ? value.asString().strip()
                : value.isNumber() ? value.asString() : "";
    }
}

package io.resolutionflow.session.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an answer in this order: the object, the object in a code fence, marker blocks, plain text
 * (contract-sessions §6).
 */
@Component
class ChatAnswerReader {

    private static final Pattern FENCE =
            Pattern.compile("```(?:json|JSON)?\\s*\\n?([\\s\\S]*?)```");
    private static final Pattern BLOCK =
            Pattern.compile("\\[([A-Z][A-Z_]{1,30})]([\\s\\S]*?)\\[/\\1]");

    private final JsonMapper json;

    ChatAnswerReader(JsonMapper json) {
        this.json = json;
    }

    ChatAnswer read(@Nullable JsonNode structured, String text) {
        if (structured != null && structured.isObject()) {
            return ChatAnswerLimits.apply(structured);
        }
        JsonNode whole = object(text);
        if (whole != null) {
            return ChatAnswerLimits.apply(whole);
        }
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            JsonNode fenced = object(fence.group(1));
            if (fenced != null && fenced.path("content").isString()) {
                return ChatAnswerLimits.apply(fenced);
            }
        }
        return ChatAnswerLimits.apply(ofMarkers(text));
    }

    /**
     * Every block is cut out of the text, also unknown ones; one that cannot be read is dropped;
     * the last of a kind wins.
     */
    private ObjectNode ofMarkers(String text) {
        ObjectNode answer = json.createObjectNode();
        Matcher block = BLOCK.matcher(text);
        var content = new StringBuilder();
        while (block.find()) {
            block.appendReplacement(content, "");
            JsonNode body = any(unfenced(block.group(2)));
            if (body != null) {
                answer.set(member(block.group(1)), body);
            }
        }
        block.appendTail(content);
        answer.put("content", content.toString().strip());
        return answer;
    }

    private static String member(String marker) {
        return marker.toLowerCase(java.util.Locale.ROOT);
    }

    private static String unfenced(String text) {
        Matcher fence = FENCE.matcher(text);
        return fence.find() ? fence.group(1) : text;
    }

    private @Nullable JsonNode object(String text) {
        JsonNode read = any(text);
        return read != null && read.isObject() ? read : null;
    }

    private @Nullable JsonNode any(String text) {
        try {
            return text.isBlank() ? null : json.readTree(text.strip());
        } catch (JacksonException e) {
            return null;
        }
    }
}

package io.resolutionflow.session.chat;

import io.resolutionflow.session.ai.AnswerJson;
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
    private final AnswerJson answers;

    ChatAnswerReader(JsonMapper json, AnswerJson answers) {
        this.json = json;
        this.answers = answers;
    }

    ChatAnswer read(@Nullable JsonNode structured, String text) {
        JsonNode object =
                structured != null && structured.isObject() ? structured : answers.object(text);
        if (object != null && (structured == object || says(object, text))) {
            return ChatAnswerLimits.apply(object);
        }
        String half = answers.ofCutOff(text, "content");
        return half == null
                ? ChatAnswerLimits.apply(ofMarkers(text))
                : ChatAnswerLimits.apply(json.createObjectNode().put("content", half));
    }

    /** An object beside other text is the answer only if it says something. */
    private static boolean says(JsonNode object, String text) {
        return text.strip().startsWith("{") || object.path("content").isString();
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

    private @Nullable JsonNode any(String text) {
        try {
            return text.isBlank() ? null : json.readTree(text.strip());
        } catch (JacksonException e) {
            return null;
        }
    }
}

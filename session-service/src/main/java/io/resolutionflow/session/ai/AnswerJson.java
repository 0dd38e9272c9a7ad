package io.resolutionflow.session.ai;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a model wrote as JSON, also when it put it into a code fence; never throws. */
@Component
public class AnswerJson {

    private static final Pattern FENCE =
            Pattern.compile("```(?:json|JSON)?\\s*\\n?([\\s\\S]*?)```");

    private final JsonMapper json;

    public AnswerJson(JsonMapper json) {
        this.json = json;
    }

    /** The object the text is, or the first one in a code fence. */
    public @Nullable JsonNode object(String text) {
        JsonNode whole = read(text);
        if (whole != null && whole.isObject()) {
            return whole;
        }
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            JsonNode fenced = read(fence.group(1));
            if (fenced != null && fenced.isObject()) {
                return fenced;
            }
        }
        return null;
    }

    private @Nullable JsonNode read(String text) {
        try {
            return text.isBlank() ? null : json.readTree(text.strip());
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** A member that holds a text, trimmed and cut; null when it holds none. */
    public static @Nullable String text(JsonNode object, String member, int limit) {
        JsonNode value = object.path(member);
        return value.isString() && !value.stringValue().isBlank()
                ? cut(value.stringValue().strip(), limit)
                : null;
    }

    /** Never between the halves of one character. */
    public static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }
}

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

    /**
     * What an object that was cut off says in this member: half an answer is still an answer, but
     * nobody should read raw JSON. Null when the text is no object or does not come that far.
     */
    public @Nullable String ofCutOff(String text, String member) {
        String object = text.strip().replaceFirst("^```(?:json|JSON)?\\s*", "");
        if (!object.startsWith("{")) {
            return null;
        }
        Matcher value =
                Pattern.compile(
                                "\""
                                        + Pattern.quote(member)
                                        + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)")
                        .matcher(object);
        if (!value.find()) {
            return "";
        }
        JsonNode closed =
                read("\"" + value.group(1).replaceFirst("\\\\u[0-9a-fA-F]{0,3}$", "") + "\"");
        return closed == null || !closed.isString() ? "" : closed.stringValue();
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
        if (!value.isString()) {
            return null;
        }
        String clean = storable(value.stringValue()).strip();
        return clean.isEmpty() ? null : cut(clean, limit);
    }

    /** Without the one character the database cannot keep. */
    public static String storable(String text) {
        return text.indexOf(0) < 0 ? text : text.replace("\0", "");
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

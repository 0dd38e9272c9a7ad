package io.resolutionflow.session.ai;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Masks what looks like a password, token or key in everything that leaves the session
 * (contract-sessions §6).
 */
@Component
public class SecretMask {

    private static final String MASK = "[masked]";

    private static final List<Pattern> WHOLE =
            List.of(
                    Pattern.compile(
                            "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?-----END [A-Z ]*PRIVATE KEY-----"),
                    Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"),
                    Pattern.compile(
                            "\\b(?:sk|pk|ghp|gho|xox[abp]|AKIA|AIza)[-_]?[A-Za-z0-9_-]{16,}"));

    /** The name stays, the value goes. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)\\b(password|passwort|passwd|pwd|secret|api[_ -]?key|access[_ -]?token|token)(\\s*(?:is|ist|=|:)\\s*)(\"[^\"\\n]+\"|[^\\s,;\"\\\\]+)");

    private final JsonMapper json;

    public SecretMask(JsonMapper json) {
        this.json = json;
    }

    public String mask(String text) {
        String masked = text;
        for (Pattern pattern : WHOLE) {
            masked = pattern.matcher(masked).replaceAll(MASK);
        }
        return NAMED.matcher(masked).replaceAll(found -> found.group(1) + found.group(2) + MASK);
    }

    public @Nullable String maskNullable(@Nullable String text) {
        return text == null ? null : mask(text);
    }

    /** A copy of any data with every text in it masked. */
    public JsonNode maskAll(Object data) {
        return masked(json.valueToTree(data));
    }

    private JsonNode masked(JsonNode node) {
        if (node.isString()) {
            return json.getNodeFactory().stringNode(mask(node.stringValue()));
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = json.createArrayNode();
            list.forEach(entry -> copy.add(masked(entry)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = json.createObjectNode();
            object.properties()
                    .forEach(entry -> copy.set(entry.getKey(), masked(entry.getValue())));
            return copy;
        }
        return node;
    }
}

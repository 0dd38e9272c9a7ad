package io.resolutionflow.aigateway.offline;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills empty triage fields with what people wrote literally, marked by a label or a well-known
 * form.
 */
final class TriagePatterns {

    private static final Map<String, Pattern> PATTERNS =
            Map.of(
                    "client_name",
                            Pattern.compile(
                                    "(?im)^\\s*(?:client|customer|company)\\s*:\\s*(.{2,80}?)\\s*$"),
                    "asset_name",
                            Pattern.compile(
                                    "(?i)\\b(?:(?:pc|device|asset|computer|laptop|printer)\\s*:\\s*([\\w.-]{2,60})|((?-i:(?:PC|WS|LT|NB|LAPTOP|DESKTOP|SRV|PRN)-[A-Z0-9-]{2,40})))"));

    private TriagePatterns() {}

    /** Null when nothing can be filled. */
    static JsonNode update(Inputs triage, String said) {
        String client = triage.text("client_name").isEmpty() ? find("client_name", said) : null;
        String asset = triage.text("asset_name").isEmpty() ? find("asset_name", said) : null;
        if (client == null && asset == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode update = Draft.object().put("client_name", client).put("asset_name", asset);
        update.putNull("issue_category").putNull("triage_hypothesis").putArray("evidence_items");
        return update;
    }

    private static @Nullable String find(String field, String said) {
        Pattern pattern = PATTERNS.get(field);
        Matcher matcher = pattern == null ? null : pattern.matcher(said);
        if (matcher == null || !matcher.find()) {
            return null;
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group).strip();
            }
        }
        return null;
    }
}

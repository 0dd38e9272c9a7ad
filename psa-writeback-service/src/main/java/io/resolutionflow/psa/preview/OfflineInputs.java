package io.resolutionflow.psa.preview;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bundle small enough for the gateway's {@code inputs} (256 KiB, contract-ai §3.1): what matters
 * least goes first, oldest first.
 */
public final class OfflineInputs {

    private static final int LIMIT = 240 * 1024;
    private static final List<String> LEAST_FIRST =
            List.of(
                    "messages_tail",
                    "transitions",
                    "script_runs",
                    "branches",
                    "steps",
                    "checks",
                    "facts");

    private OfflineInputs() {}

    public static JsonNode of(JsonNode bundle) {
        if (fits(bundle) || !bundle.isObject()) {
            return bundle;
        }
        ObjectNode smaller = ((ObjectNode) bundle).deepCopy();
        smaller.put("truncated", true);
        for (String member : LEAST_FIRST) {
            while (!fits(smaller)
                    && smaller.get(member) instanceof ArrayNode list
                    && !list.isEmpty()) {
                int drop = Math.max(1, list.size() / 4);
                for (int i = 0; i < drop; i++) {
                    list.remove(0);
                }
            }
        }
        return smaller;
    }

    private static boolean fits(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8).length <= LIMIT;
    }
}

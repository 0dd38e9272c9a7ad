package io.resolutionflow.stack.simulator.llm;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a request asks for, whatever its format.
 *
 * @param firstUserText identifies a conversation: a retry and a repair start with the same words
 * @param images how many pictures came with it
 * @param schema the JSON schema the answer has to have, or null for free text
 */
record Prompt(
        String model,
        boolean stream,
        boolean usageWanted,
        int maxOutput,
        String firstUserText,
        int images,
        @Nullable JsonNode schema) {

    /** Whether the request uses what a simple server does not know. */
    boolean usesOptions() {
        return schema != null || (stream && usageWanted);
    }
}

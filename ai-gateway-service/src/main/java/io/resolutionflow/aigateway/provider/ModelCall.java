package io.resolutionflow.aigateway.provider;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One attempt at one model.
 *
 * @param inputs structured data; only the offline provider reads it, it is never sent to a model
 * @param messages what is sent, redacted already
 * @param maxOutputTokens bound of the answer, reasoning included
 * @param allowedProviders the account's allow-list, looked at again just before anything leaves the
 *     process; null = all
 * @param streamed whether the answer is wanted piece by piece
 * @param plain sent without what the server refused by name: usage in streams, native schemas
 */
public record ModelCall(
        AiTask task,
        JsonNode inputs,
        List<Message> messages,
        @Nullable JsonNode responseSchema,
        ModelProfile target,
        int maxOutputTokens,
        Instant deadline,
        @Nullable List<String> allowedProviders,
        boolean streamed,
        boolean plain) {

    /** Whether the model is asked for the schema by its own schema mode. */
    public boolean usesNativeSchema() {
        return responseSchema != null && target.isNativelyStructured() && !plain;
    }

    public boolean allows(String endpoint) {
        return allowedProviders == null || allowedProviders.contains(endpoint);
    }
}

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
 */
public record ModelCall(
        AiTask task,
        JsonNode inputs,
        List<Message> messages,
        @Nullable JsonNode responseSchema,
        ModelProfile target,
        int maxOutputTokens,
        Instant deadline,
        @Nullable List<String> allowedProviders) {}

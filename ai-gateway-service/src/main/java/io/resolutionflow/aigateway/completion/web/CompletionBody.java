package io.resolutionflow.aigateway.completion.web;

import io.resolutionflow.contracts.ai.AiCalls.ActorRef;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The body as it comes (contract-ai §3.1); {@link CompletionShape} checks it. */
record CompletionBody(
        @Nullable String idempotencyKey,
        @Nullable String task,
        @Nullable String phase,
        @Nullable JsonNode inputs,
        @Nullable List<@Nullable Message> messages,
        @Nullable JsonNode responseSchema,
        @Nullable String onInvalid,
        @Nullable Integer maxRepairs,
        @Nullable Integer attempt,
        @Nullable String tier,
        @Nullable Integer maxOutputTokens,
        @Nullable String offline,
        @Nullable Reference reference,
        @Nullable Instant deadline,
        @Nullable ActorRef actor) {

    /** What makes two requests the same: everything but the key itself and the deadline. */
    CompletionBody identity() {
        return new CompletionBody(
                null,
                task,
                phase,
                inputs,
                messages,
                responseSchema,
                onInvalid,
                maxRepairs,
                attempt,
                tier,
                maxOutputTokens,
                offline,
                reference,
                null,
                actor);
    }
}

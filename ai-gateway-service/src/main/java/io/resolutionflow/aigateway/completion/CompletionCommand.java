package io.resolutionflow.aigateway.completion;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.contracts.ai.AiTask.Offline;
import io.resolutionflow.contracts.ai.AiTask.Phase;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A checked model call (contract-ai §3.1), with the registry's values where the caller sent none.
 *
 * @param start whether the quota may refuse it; else somebody is in the middle of the work
 * @param returnsInvalid an answer that does not fit comes back as text instead of 502
 * @param maxRepairs 0 or 1
 * @param key idempotency key, scope account and task
 * @param bodyHash digest of the request without its deadline
 */
public record CompletionCommand(
        AiTask task,
        boolean start,
        JsonNode inputs,
        List<Message> messages,
        @Nullable JsonNode responseSchema,
        boolean returnsInvalid,
        int maxRepairs,
        int attempt,
        Tier tier,
        int maxOutputTokens,
        Offline offline,
        @Nullable Reference reference,
        Instant deadline,
        @Nullable UUID actorId,
        @Nullable String actorName,
        String key,
        String bodyHash) {

    /** The first node of an AI-built tree counts as one tree build. */
    public boolean isTreeBuild() {
        return task == AiTask.L1_NEXT_NODE && start;
    }

    public String phaseName() {
        return start ? "start" : "continue";
    }

    /**
     * The phase of the registry: a start while nothing has happened yet in what the inputs tell.
     */
    public static boolean startsByRegistry(AiTask task, JsonNode inputs) {
        return task.phase() == Phase.START
                || (task.phase() == Phase.START_WHILE_EMPTY
                        && inputs.path("history").isEmpty()
                        && inputs.path("facts").isEmpty()
                        && inputs.path("path").isEmpty());
    }
}

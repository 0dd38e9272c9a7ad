package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.contracts.ai.AiCalls.Reference;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One accepted call of a service, before anything is held for it.
 *
 * @param task wire name; {@code embed} for embeddings
 * @param attempt the caller's own further try, 1–3
 * @param key scope of the idempotency key is account and task; null where the caller sent none
 * @param bodyHash digest of the request without its deadline
 * @param offlineReason set when the built-in provider is going to answer
 */
public record NewRequest(
        UUID id,
        UUID account,
        String task,
        String phase,
        @Nullable Tier tier,
        @Nullable Reference reference,
        int attempt,
        @Nullable UUID userId,
        @Nullable String userName,
        @Nullable String actingAs,
        @Nullable String key,
        String bodyHash,
        @Nullable String offlineReason,
        String traceId) {

    public NewRequest answeredOffline(String reason) {
        return new NewRequest(
                id, account, task, phase, tier, reference, attempt, userId, userName, actingAs, key,
                bodyHash, reason, traceId);
    }
}

package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.ledger.Settlement;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiCalls.Usage;
import io.resolutionflow.platform.secret.Vault;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer object (contract-ai §3.2), and its form under the key: sealed, and bound to its
 * account, task and key, so that a row copied elsewhere does not open.
 */
@Component
class StoredAnswers {

    private final JsonMapper json;
    private final Vault vault;

    StoredAnswers(JsonMapper json, Vault vault) {
        this.json = json;
        this.vault = vault;
    }

    Completion completion(AnswerCall.Held held, FitAnswer.Fitted fitted, long latencyMs) {
        NewRequest request = held.request();
        var settlement = Settlement.succeeded(fitted.used(), null, List.of());
        ModelProfile profile = settlement.candidate().profile();
        return new Completion(
                request.id(),
                request.task(),
                Objects.requireNonNull(request.tier()).wireName(),
                false,
                fitted.attempts(),
                latencyMs,
                fitted.answer().text(),
                fitted.structured(),
                profile.endpoint(),
                profile.model(),
                profile.label(),
                profile.isLanguageModel(),
                profile.isOffline(),
                settlement.offlineReason(request.offlineReason()),
                usage(settlement.counts()),
                settlement.quality().wireName(),
                settlement.costMicros(),
                settlement.candidate().price().id().toString(),
                fitted.answer().finishReason(),
                held.maxOutput());
    }

    private static @Nullable Usage usage(@Nullable TokenCounts counts) {
        return counts == null
                ? null
                : new Usage(
                        counts.input(),
                        counts.cacheRead(),
                        counts.cacheWrite(),
                        counts.output(),
                        counts.reasoning());
    }

    /** Null for a call without a key: there is nothing to replay it by. */
    byte @Nullable [] stored(NewRequest request, Completion completion) {
        String key = request.key();
        return key == null
                ? null
                : vault.seal(
                                owner(request.account(), request.task(), key),
                                json.writeValueAsBytes(completion))
                        .ciphertext();
    }

    Completion replayed(UUID account, String task, String key, byte[] stored) {
        byte[] plain = vault.open(owner(account, task, key), stored);
        Completion first = json.readValue(plain, Completion.class);
        return new Completion(
                first.requestId(),
                first.task(),
                first.tier(),
                true,
                first.attempts(),
                first.latencyMs(),
                first.content(),
                first.structured(),
                first.provider(),
                first.model(),
                first.providerLabel(),
                first.isLanguageModel(),
                first.offline(),
                first.offlineReason(),
                first.usage(),
                first.usageQuality(),
                first.costMicros(),
                first.priceVersion(),
                first.finishReason(),
                first.maxOutputTokens());
    }

    private static String owner(UUID account, String task, String key) {
        return "completion_key|answer|" + account + "|" + task + "|" + key;
    }
}

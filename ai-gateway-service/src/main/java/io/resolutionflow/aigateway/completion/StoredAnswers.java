package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiCalls.Usage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The answer object (contract-ai §3.2), and its form under the key. */
@Component
class StoredAnswers {

    private final JsonMapper json;

    StoredAnswers(JsonMapper json) {
        this.json = json;
    }

    Completion completion(
            NewRequest request,
            CompletionCommand command,
            ModelAnswer answer,
            @Nullable JsonNode structured,
            int maxOutput,
            long latencyMs) {
        ModelProfile profile = answer.candidate().profile();
        TokenCounts counts = answer.counts();
        boolean offline = profile.isOffline();
        String reason =
                !offline
                        ? null
                        : request.offlineReason() == null ? "configured" : request.offlineReason();
        return new Completion(
                request.id(),
                request.task(),
                Objects.requireNonNull(request.tier()).wireName(),
                false,
                answer.attempt(),
                latencyMs,
                answer.text(),
                structured,
                profile.endpoint(),
                profile.model(),
                profile.label(),
                profile.isLanguageModel(),
                offline,
                reason,
                new Usage(
                        counts.input(),
                        counts.cacheRead(),
                        counts.cacheWrite(),
                        counts.output(),
                        counts.reasoning()),
                answer.quality().wireName(),
                answer.candidate().price().cost(counts),
                answer.candidate().price().id().toString(),
                answer.finishReason(),
                maxOutput);
    }

    byte[] bytes(Completion completion) {
        return json.writeValueAsBytes(completion);
    }

    Completion replayed(byte[] stored) {
        Completion first = json.readValue(stored, Completion.class);
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
}

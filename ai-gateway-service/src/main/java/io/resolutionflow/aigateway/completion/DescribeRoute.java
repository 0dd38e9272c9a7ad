package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.embedding.Embedder;
import io.resolutionflow.aigateway.ledger.Refusals;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.Routing;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What would answer a task now, so that a caller can fit its context (contract-ai §3). */
@Service
public class DescribeRoute {

    private final Entitlements entitlements;
    private final Routing routing;
    private final Embedder embedder;

    DescribeRoute(Entitlements entitlements, Routing routing, Embedder embedder) {
        this.entitlements = entitlements;
        this.routing = routing;
        this.embedder = embedder;
    }

    /**
     * @param modelVersion of the embedder only: what consumers store beside each vector
     */
    public record Route(
            String provider,
            String model,
            @Nullable String modelVersion,
            String label,
            boolean isLanguageModel,
            int maxInputTokens,
            int maxOutputTokens,
            boolean vision,
            String structured,
            @Nullable String tier) {}

    public Route of(UUID account, AiTask task, @Nullable Tier wanted) {
        Entitlement entitlement = entitlements.of(account);
        Tier tier = entitlement.limits().cap(wanted == null ? task.tier() : wanted);
        ModelProfile model =
                routing.candidates(tier, entitlement).stream()
                        .findFirst()
                        .orElseThrow(Refusals::notConfigured)
                        .profile();
        return new Route(
                model.endpoint(),
                model.model(),
                null,
                model.label(),
                model.isLanguageModel(),
                model.maxInput(),
                Math.min(model.maxOutput(), task.maxOutputTokens()),
                model.vision(),
                model.structured(),
                tier.wireName());
    }

    public Route ofEmbeddings() {
        return new Route(
                embedder.profile().endpoint(),
                embedder.profile().model(),
                embedder.version(),
                embedder.profile().label(),
                false,
                embedder.profile().maxInput(),
                0,
                false,
                "native",
                null);
    }
}

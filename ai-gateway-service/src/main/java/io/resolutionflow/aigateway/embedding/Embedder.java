package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.platform.identity.Caller;
import java.util.List;

/** Who makes the vectors of this deployment: one model, because vectors of two never mix. */
public interface Embedder {

    ModelProfile profile();

    /** What consumers keep beside each vector: the weights' digest, or the vendor's name. */
    String version();

    /** Whether a question and a document of the same words get different vectors. */
    boolean readsPurpose();

    /**
     * Unit vectors in the order of the texts, 384 dimensions each; recorded, and paid where it
     * costs.
     *
     * @param texts different ones, normalised
     */
    Made make(Caller caller, EmbeddingRequest request, List<String> texts);

    record Made(List<float[]> vectors, TokenCounts counts, UsageQuality quality, long costMicros) {}
}

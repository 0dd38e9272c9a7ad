package io.resolutionflow.session.similar.client;

import io.resolutionflow.contracts.ai.AiApi;
import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.session.similar.Embedder;
import java.util.List;
import org.springframework.stereotype.Component;

/** Embeddings are neither metered nor switched off: the built-in model lets no text out. */
@Component
class AiGatewayEmbedder implements Embedder {

    private final AiApi gateway;

    AiGatewayEmbedder(AiApi gateway) {
        this.gateway = gateway;
    }

    @Override
    public Vectors embed(List<String> texts) {
        var made = gateway.embed(new EmbeddingRequest(texts, "document", null, null));
        if (made.vectors().size() != texts.size()) {
            throw new IllegalStateException("not one vector for each text");
        }
        return new Vectors(made.model(), made.modelVersion(), made.vectors());
    }
}

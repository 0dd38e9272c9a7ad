package io.resolutionflow.l1walk.matching.client;

import io.resolutionflow.contracts.ai.AiApi;
import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.contracts.ai.AiCalls.Embeddings;
import io.resolutionflow.l1walk.matching.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The AI gateway's {@code embed} task. A query waits two seconds, a job longer (application.yml).
 */
@Component
class GatewayEmbedder implements Embedder {

    private static final Logger log = LoggerFactory.getLogger(GatewayEmbedder.class);
    private static final int BATCH = 16;

    private final AiApi ai;
    private final IndexEmbeddingApi patientAi;

    GatewayEmbedder(AiApi ai, IndexEmbeddingApi patientAi) {
        this.ai = ai;
        this.patientAi = patientAi;
    }

    @Override
    public Model current() {
        JsonNode route = patientAi.route("embed");
        return new Model(
                route.required("model").asString(), route.required("model_version").asString());
    }

    @Override
    public Optional<Vectors> query(String text) {
        try {
            return Optional.of(
                    vectors(ai.embed(new EmbeddingRequest(List.of(text), "query", null, null))));
        } catch (RuntimeException away) {
            // intake never fails because of AI; the answer says keyword_only
            log.atWarn()
                    .addKeyValue("reason", away.getClass().getSimpleName())
                    .log("no vector, matching by words");
            return Optional.empty();
        }
    }

    @Override
    public Vectors documents(List<String> texts) {
        var values = new ArrayList<float[]>();
        Vectors last = null;
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(from + BATCH, texts.size()));
            last = vectors(patientAi.embed(new EmbeddingRequest(batch, "document", null, null)));
            values.addAll(last.values());
        }
        if (last == null) {
            throw new IllegalArgumentException("no texts");
        }
        return new Vectors(last.model(), last.modelVersion(), values);
    }

    private static Vectors vectors(Embeddings answer) {
        return new Vectors(answer.model(), answer.modelVersion(), answer.vectors());
    }
}

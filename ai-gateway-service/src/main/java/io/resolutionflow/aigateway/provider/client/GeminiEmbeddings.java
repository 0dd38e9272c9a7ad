package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.EmbeddedTexts;
import io.resolutionflow.aigateway.provider.EmbeddingCall;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gemini's embeddings, always as a batch. Shortened vectors are not of unit length. */
final class GeminiEmbeddings implements EmbeddingFormat {

    private final WireFormat vendor = new GeminiFormat();

    @Override
    public WireFormat vendor() {
        return vendor;
    }

    @Override
    public String path(EmbeddingCall call) {
        return "/v1beta/models/" + call.target().model() + ":batchEmbedContents";
    }

    @Override
    public ObjectNode body(EmbeddingCall call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        var requests = body.putArray("requests");
        for (String text : call.texts()) {
            ObjectNode request = requests.addObject();
            request.put("model", "models/" + call.target().model());
            request.putObject("content").putArray("parts").addObject().put("text", text);
            request.put("taskType", call.query() ? "RETRIEVAL_QUERY" : "RETRIEVAL_DOCUMENT")
                    .put("outputDimensionality", call.dimensions());
        }
        return body;
    }

    @Override
    public EmbeddedTexts read(JsonNode answer, EmbeddingCall call) {
        var vectors = new ArrayList<float[]>();
        for (JsonNode one : answer.path("embeddings")) {
            vectors.add(EmbeddingFormat.vector(one.path("values")));
        }
        if (vectors.size() != call.texts().size()) {
            throw EmbeddingFormat.noAnswer();
        }
        return new EmbeddedTexts(
                vectors, Figures.of(answer.path("usageMetadata").path("promptTokenCount")));
    }
}

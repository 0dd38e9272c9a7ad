package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.EmbeddedTexts;
import io.resolutionflow.aigateway.provider.EmbeddingCall;
import java.util.Arrays;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's embeddings, and the servers that speak it. Order is told by {@code index}. */
final class OpenAiEmbeddings implements EmbeddingFormat {

    private final WireFormat vendor = new ChatCompletionsFormat();

    @Override
    public WireFormat vendor() {
        return vendor;
    }

    @Override
    public String path(EmbeddingCall call) {
        return "/embeddings";
    }

    @Override
    public ObjectNode body(EmbeddingCall call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", call.target().model());
        var input = body.putArray("input");
        call.texts().forEach(input::add);
        return body.put("dimensions", call.dimensions()).put("encoding_format", "float");
    }

    @Override
    public EmbeddedTexts read(JsonNode answer, EmbeddingCall call) {
        var vectors = new float[call.texts().size()][];
        for (JsonNode one : answer.path("data")) {
            int index = one.path("index").asInt(-1);
            if (index < 0 || index >= vectors.length) {
                throw EmbeddingFormat.noAnswer();
            }
            vectors[index] = EmbeddingFormat.vector(one.path("embedding"));
        }
        if (Arrays.stream(vectors).anyMatch(Objects::isNull)) {
            throw EmbeddingFormat.noAnswer();
        }
        return new EmbeddedTexts(
                Arrays.asList(vectors), Figures.of(answer.path("usage").path("prompt_tokens")));
    }
}

package io.resolutionflow.stack.simulator.llm;

import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** OpenAI's embeddings: the order is told by {@code index}, and is not that of the list. */
final class OpenAiEmbeddings implements WireFormat {

    private final OpenAiFormat vendor = new OpenAiFormat();
    private final List<String> texts = new ArrayList<>();
    private String model = "";
    private int dimensions;

    @Override
    public String name() {
        return vendor.name();
    }

    @Override
    public Optional<String> key(Request request) {
        return vendor.key(request);
    }

    @Override
    public Prompt prompt(Request request, JsonNode body) {
        var input = body.path("input");
        if (input.isArray()) {
            input.forEach(text -> texts.add(text.asString("")));
        } else {
            texts.add(input.asString(""));
        }
        model = body.path("model").asString("");
        dimensions = Embeddings.dimensions(model, body.path("dimensions").asInt(0));
        return new Prompt(
                Embeddings.behaviour(model, texts.isEmpty() ? "" : texts.getFirst()),
                false,
                true,
                Integer.MAX_VALUE,
                String.join("\n", texts),
                0,
                null);
    }

    @Override
    public Reply whole(Prompt prompt, Generation generation) {
        var body = JsonNodeFactory.instance.objectNode().put("object", "list").put("model", model);
        var data = body.putArray("data");
        for (int i = texts.size() - 1; i >= 0; i--) {
            data.addObject()
                    .put("object", "embedding")
                    .put("index", i)
                    .set("embedding", Embeddings.vector(texts.get(i), dimensions));
        }
        if (generation.usage() != null) {
            var tokens = Embeddings.TOKENS_A_TEXT * texts.size();
            body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        }
        return Reply.wire(200, body).with("x-request-id", "req_simulator");
    }

    @Override
    public List<String> events(Prompt prompt, Generation generation) {
        throw new IllegalStateException("vectors do not come in pieces");
    }

    @Override
    public Reply error(Failure failure) {
        return vendor.error(failure);
    }

    @Override
    public String errorEvent() {
        return vendor.errorEvent();
    }
}

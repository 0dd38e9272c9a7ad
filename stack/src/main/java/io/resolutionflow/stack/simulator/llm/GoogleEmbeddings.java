package io.resolutionflow.stack.simulator.llm;

import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Gemini's embeddings, one or a batch: the task type shapes the vector, and no figures are told.
 */
final class GoogleEmbeddings implements WireFormat {

    static final String ONE = ":embedContent";
    static final String BATCH = ":batchEmbedContents";

    private final GoogleFormat vendor = new GoogleFormat();
    private final List<JsonNode> requests = new ArrayList<>();
    private String model = "";
    private boolean batch;

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
        var last = request.path().substring(request.path().lastIndexOf('/') + 1);
        model = last.substring(0, last.indexOf(':'));
        batch = last.endsWith(BATCH);
        if (batch) {
            body.path("requests").forEach(requests::add);
        } else {
            requests.add(body);
        }
        var texts = requests.stream().map(GoogleEmbeddings::text).toList();
        return new Prompt(
                Embeddings.behaviour(model, texts.isEmpty() ? "" : texts.getFirst()),
                false,
                true,
                Integer.MAX_VALUE,
                String.join("\n", texts),
                0,
                null);
    }

    private static String text(JsonNode request) {
        var text = new StringBuilder();
        request.at("/content/parts").forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    @Override
    public Reply whole(Prompt prompt, Generation generation) {
        // each request of a batch names the model again
        if (batch && !requests.stream().allMatch(this::namesTheModel)) {
            return vendor.error(new Failure(400));
        }
        var body = JsonNodeFactory.instance.objectNode();
        if (batch) {
            var all = body.putArray("embeddings");
            requests.forEach(request -> all.addObject().set("values", values(request)));
        } else {
            body.putObject("embedding").set("values", values(requests.getFirst()));
        }
        return Reply.wire(200, body);
    }

    private boolean namesTheModel(JsonNode request) {
        return request.path("model").asString("").equals("models/" + model);
    }

    private JsonNode values(JsonNode request) {
        var asked = request.path("outputDimensionality").asInt(0);
        var words = request.path("taskType").asString("") + "\n" + text(request);
        return Embeddings.vector(words, Embeddings.dimensions(model, asked));
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

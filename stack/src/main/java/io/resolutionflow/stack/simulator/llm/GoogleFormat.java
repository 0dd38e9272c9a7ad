package io.resolutionflow.stack.simulator.llm;

import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gemini: the model is in the path, figures on every chunk, no event names and no end mark. */
final class GoogleFormat implements WireFormat {

    static final String STREAM = ":streamGenerateContent";
    static final String WHOLE = ":generateContent";

    @Override
    public String name() {
        return "google";
    }

    @Override
    public Optional<String> key(Request request) {
        return request.header("x-goog-api-key");
    }

    @Override
    public Prompt prompt(Request request, JsonNode body) {
        var last = request.path().substring(request.path().lastIndexOf('/') + 1);
        var bound = body.at("/generationConfig/maxOutputTokens").asInt(Integer.MAX_VALUE);
        return new Prompt(
                last.substring(0, last.indexOf(':')),
                last.endsWith(STREAM),
                true,
                bound,
                FirstText.of(body.path("contents"), "parts"),
                Images.in(body.path("contents"), "parts"),
                schema(body.path("generationConfig")));
    }

    @Override
    public Reply whole(Prompt prompt, Generation generation) {
        return Reply.wire(200, chunk(prompt, generation, generation.text(), true));
    }

    @Override
    public List<String> events(Prompt prompt, Generation generation) {
        var events = new ArrayList<String>();
        for (int i = 0; i < generation.chunks().size(); i++) {
            var last = i == generation.chunks().size() - 1;
            events.add(
                    "data: "
                            + chunk(prompt, generation, generation.chunks().get(i), last)
                            + "\n\n");
        }
        if (events.isEmpty()) {
            events.add("data: " + chunk(prompt, generation, "", true) + "\n\n");
        }
        return events;
    }

    @Override
    public Reply error(Failure failure) {
        var http = failure.status() == Failure.OVERLOADED ? 503 : failure.status();
        var status =
                switch (http) {
                    case 400 -> "INVALID_ARGUMENT";
                    case 401 -> "UNAUTHENTICATED";
                    case 403 -> "PERMISSION_DENIED";
                    case 404 -> "NOT_FOUND";
                    case 429 -> "RESOURCE_EXHAUSTED";
                    case 503 -> "UNAVAILABLE";
                    case 504 -> "DEADLINE_EXCEEDED";
                    default -> "INTERNAL";
                };
        var error = JsonNodeFactory.instance.objectNode().put("code", http).put("status", status);
        error.put("message", "simulated " + status);
        switch (failure.reason()) {
            case SPENT ->
                    error.putArray("details")
                            .addObject()
                            .put("@type", "type.googleapis.com/google.rpc.QuotaFailure")
                            .putArray("violations")
                            .addObject()
                            .put("quotaId", "GenerateRequestsPerDayPerProjectPerModel");
            case TOO_LONG ->
                    error.put(
                            "message",
                            "The input token count (200001) exceeds the maximum number of tokens allowed");
            case UNKNOWN_OPTION ->
                    error.put("message", "Invalid value at 'generation_config.response_schema'");
            case NONE -> {
                // the status says it
            }
        }
        if (failure.retryAfterSeconds() > 0) {
            error.putArray("details")
                    .addObject()
                    .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                    .put("retryDelay", failure.retryAfterSeconds() + "s");
        }
        return Reply.wire(http, Map.of("error", error));
    }

    @Override
    public String errorEvent() {
        var error = JsonNodeFactory.instance.objectNode();
        error.putObject("error").put("code", 503).put("status", "UNAVAILABLE");
        return "data: " + error + "\n\n";
    }

    private static ObjectNode chunk(
            Prompt prompt, Generation generation, String text, boolean last) {
        var chunk = JsonNodeFactory.instance.objectNode();
        if (generation.finish() == Generation.Finish.BLOCKED) {
            chunk.putObject("promptFeedback").put("blockReason", "SAFETY");
        } else {
            var candidate = chunk.putArray("candidates").addObject();
            var parts = candidate.putObject("content").put("role", "model").putArray("parts");
            if (generation.thinksAloud()) {
                parts.addObject().put("text", Generation.THOUGHT).put("thought", true);
            }
            parts.addObject().put("text", text);
            candidate.put("index", 0);
            if (last) {
                candidate.put(
                        "finishReason",
                        generation.finish() == Generation.Finish.LENGTH ? "MAX_TOKENS" : "STOP");
            }
        }
        var usage = generation.usage();
        if (usage != null) {
            chunk.set("usageMetadata", figures(usage));
        }
        return chunk.put("modelVersion", prompt.model()).put("responseId", "simulator");
    }

    private static ObjectNode figures(Usage usage) {
        var figures = JsonNodeFactory.instance.objectNode().put("promptTokenCount", usage.input());
        figures.put("cachedContentTokenCount", Usage.CACHED);
        if (usage.visible() > 0) {
            figures.put("candidatesTokenCount", usage.visible());
        }
        figures.put("thoughtsTokenCount", usage.thinking());
        return figures.put("totalTokenCount", usage.input() + usage.output());
    }

    private static @Nullable JsonNode schema(JsonNode configuration) {
        for (var member : new String[] {"responseSchema", "responseJsonSchema"}) {
            if (configuration.path(member).isObject()) {
                return configuration.path(member);
            }
        }
        return null;
    }
}

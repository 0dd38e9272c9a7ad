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

/** OpenAI chat completions: figures in a last chunk without choices, and only when asked for. */
final class OpenAiFormat implements WireFormat {

    private static final String ID = "chatcmpl-simulator";
    private static final long CREATED = 1_763_640_000L;

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Optional<String> key(Request request) {
        return request.header("authorization").map(value -> value.replaceFirst("^Bearer ", ""));
    }

    @Override
    public Prompt prompt(Request request, JsonNode body) {
        var schema = body.at("/response_format/json_schema/schema");
        var bound =
                body.path("max_completion_tokens")
                        .asInt(body.path("max_tokens").asInt(Integer.MAX_VALUE));
        return new Prompt(
                body.path("model").asString(""),
                body.path("stream").asBoolean(false),
                body.at("/stream_options/include_usage").asBoolean(false),
                bound,
                FirstText.of(body.path("messages"), "content"),
                Images.in(body.path("messages"), "content"),
                schema.isObject() ? schema : null);
    }

    @Override
    public Reply whole(Prompt prompt, Generation generation) {
        var body = envelope(prompt, "chat.completion");
        var choice =
                body.putArray("choices")
                        .addObject()
                        .put("index", 0)
                        .put("finish_reason", finish(generation));
        var message =
                choice.putObject("message")
                        .put("role", "assistant")
                        .put("content", generation.text());
        if (generation.finish() == Generation.Finish.BLOCKED) {
            message.putNull("content").put("refusal", "simulated refusal");
        } else {
            message.putNull("refusal");
        }
        var usage = generation.usage();
        if (usage != null) {
            body.set("usage", figures(usage));
        }
        return Reply.wire(200, body).with("x-request-id", "req_simulator");
    }

    @Override
    public List<String> events(Prompt prompt, Generation generation) {
        var events = new ArrayList<String>();
        var first =
                JsonNodeFactory.instance.objectNode().put("role", "assistant").put("content", "");
        events.add(chunk(prompt, first, null, null));
        var usage = prompt.usageWanted() ? generation.usage() : null;
        for (int i = 0; i < generation.chunks().size(); i++) {
            var last = i == generation.chunks().size() - 1;
            var content =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("content", generation.chunks().get(i));
            events.add(
                    chunk(
                            prompt,
                            content,
                            null,
                            last && generation.usageOnContent() ? usage : null));
        }
        var end = JsonNodeFactory.instance.objectNode();
        if (generation.finish() == Generation.Finish.BLOCKED) {
            end.put("refusal", "simulated refusal");
        }
        events.add(chunk(prompt, end, finish(generation), null));
        if (usage != null && !generation.usageOnContent()) {
            var figures = envelope(prompt, "chat.completion.chunk");
            figures.putArray("choices");
            figures.set("usage", figures(usage));
            events.add("data: " + figures + "\n\n");
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    @Override
    public Reply error(Failure failure) {
        var status = failure.status() == Failure.OVERLOADED ? 503 : failure.status();
        var code =
                switch (failure.reason()) {
                    case SPENT -> "insufficient_quota";
                    case TOO_LONG -> "context_length_exceeded";
                    default -> code(status);
                };
        var message =
                failure.reason() == Failure.Reason.UNKNOWN_OPTION
                        ? "Unrecognized request argument supplied: stream_options or response_format"
                        : "simulated " + code;
        var error =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("message", message)
                        .put("type", "simulated");
        error.putNull("param").put("code", code);
        var reply =
                Reply.wire(status, Map.of("error", error)).with("x-request-id", "req_simulator");
        return failure.retryAfterSeconds() == 0
                ? reply
                : reply.with("retry-after", Integer.toString(failure.retryAfterSeconds()));
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> "invalid_api_key";
            case 404 -> "model_not_found";
            case 429 -> "rate_limit_exceeded";
            default -> "simulated_" + status;
        };
    }

    @Override
    public String errorEvent() {
        var error = JsonNodeFactory.instance.objectNode();
        error.putObject("error").put("message", "simulated").put("type", "server_error");
        return "data: " + error + "\n\n";
    }

    private static String chunk(
            Prompt prompt, ObjectNode delta, @Nullable String finish, @Nullable Usage usage) {
        var chunk = envelope(prompt, "chat.completion.chunk");
        var choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        if (usage != null) {
            chunk.set("usage", figures(usage));
        }
        return "data: " + chunk + "\n\n";
    }

    private static ObjectNode envelope(Prompt prompt, String object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", ID)
                .put("object", object)
                .put("created", CREATED)
                .put("model", prompt.model());
    }

    private static ObjectNode figures(Usage usage) {
        var figures = JsonNodeFactory.instance.objectNode().put("prompt_tokens", usage.input());
        figures.put("completion_tokens", usage.output())
                .put("total_tokens", usage.input() + usage.output());
        figures.putObject("prompt_tokens_details").put("cached_tokens", Usage.CACHED);
        figures.putObject("completion_tokens_details").put("reasoning_tokens", usage.thinking());
        return figures;
    }

    private static String finish(Generation generation) {
        return switch (generation.finish()) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case BLOCKED -> "content_filter";
        };
    }
}

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

/**
 * Anthropic Messages: cached tokens apart from the input, named events, cumulative figures at the
 * end.
 */
final class AnthropicFormat implements WireFormat {

    private static final String ID = "msg_simulator";

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Optional<String> key(Request request) {
        return request.header("x-api-key");
    }

    @Override
    public Prompt prompt(Request request, JsonNode body) {
        var schema = body.at("/output_config/format/schema");
        return new Prompt(
                body.path("model").asString(""),
                body.path("stream").asBoolean(false),
                true,
                body.path("max_tokens").asInt(0),
                FirstText.of(body.path("messages"), "content"),
                Images.in(body.path("messages"), "content"),
                schema.isObject() ? schema : null);
    }

    @Override
    public Reply whole(Prompt prompt, Generation generation) {
        var message = message(prompt).put("stop_reason", stop(generation)).putNull("stop_sequence");
        var content = message.putArray("content");
        if (generation.thinksAloud()) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", Generation.THOUGHT)
                    .put("signature", "simulated");
        }
        content.addObject().put("type", "text").put("text", generation.text());
        var usage = generation.usage();
        if (usage != null) {
            message.set("usage", input(usage).put("output_tokens", usage.output()));
            message.withObject("/usage")
                    .putObject("output_tokens_details")
                    .put("thinking_tokens", usage.thinking());
        }
        return Reply.wire(200, message).with("request-id", "req_simulator");
    }

    @Override
    public List<String> events(Prompt prompt, Generation generation) {
        var usage = generation.usage();
        var events = new ArrayList<String>();
        events.add(start(prompt, usage));
        if (generation.thinksAloud()) {
            thinking(events);
        }
        var block = typed("content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        events.add(event(block));
        for (int i = 0; i < generation.chunks().size(); i++) {
            if (i == 1) {
                events.add(event(typed("ping")));
            }
            events.add(delta(generation.chunks().get(i)));
            if (generation.usageOnContent()
                    && usage != null
                    && i == generation.chunks().size() / 2) {
                events.add(event(end(null, usage.output() / 2)));
            }
        }
        events.add(event(typed("content_block_stop").put("index", 0)));
        events.add(event(end(stop(generation), usage == null ? 0 : usage.output())));
        events.add(event(typed("message_stop")));
        return usage == null ? events.stream().map(AnthropicFormat::withoutUsage).toList() : events;
    }

    @Override
    public Reply error(Failure failure) {
        if (failure.reason() != Failure.Reason.NONE) {
            return refusal(failure);
        }
        var type =
                switch (failure.status()) {
                    case 400 -> "invalid_request_error";
                    case 401 -> "authentication_error";
                    case 402 -> "billing_error";
                    case 403 -> "permission_error";
                    case 404 -> "not_found_error";
                    case 413 -> "request_too_large";
                    case 429 -> "rate_limit_error";
                    case 504 -> "timeout_error";
                    case Failure.OVERLOADED -> "overloaded_error";
                    default -> "api_error";
                };
        var body =
                Map.of(
                        "type", "error",
                        "error", Map.of("type", type, "message", "simulated " + type),
                        "request_id", "req_simulator");
        var reply = Reply.wire(failure.status(), body).with("request-id", "req_simulator");
        return failure.retryAfterSeconds() == 0
                ? reply
                : reply.with("retry-after", Integer.toString(failure.retryAfterSeconds()));
    }

    private static Reply refusal(Failure failure) {
        var error = JsonNodeFactory.instance.objectNode();
        switch (failure.reason()) {
            case SPENT -> {
                error.put("type", "rate_limit_error").put("message", "simulated spend limit");
                error.putObject("details").put("error_code", "enforced_spend_limit_reached");
            }
            case TOO_LONG ->
                    error.put("type", "invalid_request_error")
                            .put("message", "prompt is too long: 200001 tokens > 200000 maximum");
            default ->
                    error.put("type", "invalid_request_error")
                            .put("message", "output_config.format: not supported by this model");
        }
        return Reply.wire(failure.status(), Map.of("type", "error", "error", error))
                .with("request-id", "req_simulator");
    }

    @Override
    public String errorEvent() {
        var error = typed("error");
        error.putObject("error").put("type", "overloaded_error").put("message", "simulated");
        return event(error);
    }

    /** A block that is no part of the answer. */
    private static void thinking(List<String> events) {
        var block = typed("content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "thinking").put("thinking", "");
        events.add(event(block));
        var delta = typed("content_block_delta").put("index", 0);
        delta.putObject("delta").put("type", "thinking_delta").put("thinking", Generation.THOUGHT);
        events.add(event(delta));
        events.add(event(typed("content_block_stop").put("index", 0)));
    }

    private static String start(Prompt prompt, @Nullable Usage usage) {
        var message = message(prompt).putNull("stop_reason");
        message.putArray("content");
        if (usage != null) {
            message.set("usage", input(usage).put("output_tokens", 1));
        }
        var start = typed("message_start");
        start.set("message", message);
        return event(start);
    }

    private static String delta(String text) {
        var delta = typed("content_block_delta").put("index", 0);
        delta.putObject("delta").put("type", "text_delta").put("text", text);
        return event(delta);
    }

    private static ObjectNode end(@Nullable String stopReason, int output) {
        var end = typed("message_delta");
        end.putObject("delta").put("stop_reason", stopReason).putNull("stop_sequence");
        end.putObject("usage").put("output_tokens", output);
        return end;
    }

    private static String withoutUsage(String event) {
        return event.replaceAll(",\"usage\":\\{[^{}]*}", "");
    }

    private static ObjectNode message(Prompt prompt) {
        return typed("message").put("id", ID).put("role", "assistant").put("model", prompt.model());
    }

    /** Cached tokens are no part of {@code input_tokens}. */
    private static ObjectNode input(Usage usage) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("input_tokens", usage.input() - Usage.CACHE_READ - Usage.CACHE_WRITTEN)
                .put("cache_creation_input_tokens", Usage.CACHE_WRITTEN)
                .put("cache_read_input_tokens", Usage.CACHE_READ);
    }

    private static String stop(Generation generation) {
        return switch (generation.finish()) {
            case STOP -> "end_turn";
            case LENGTH -> "max_tokens";
            case BLOCKED -> "refusal";
        };
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static String event(ObjectNode data) {
        return "event: " + data.path("type").asString() + "\ndata: " + data + "\n\n";
    }
}

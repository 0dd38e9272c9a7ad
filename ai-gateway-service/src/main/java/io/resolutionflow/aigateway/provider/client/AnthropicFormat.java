package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.Cure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic Messages. Its input figure leaves cached tokens out, and a stream tells the input at
 * its start: a stream that is cut still told that much.
 */
class AnthropicFormat implements WireFormat {

    private static final String VERSION = "2023-06-01";

    @Override
    public String type() {
        return "anthropic";
    }

    @Override
    public String path(ModelCall call) {
        return "/v1/messages";
    }

    @Override
    public String keyHeader() {
        return "x-api-key";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("anthropic-version", VERSION);
    }

    @Override
    public ObjectNode body(ModelCall call, Endpoint endpoint) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", call.target().model());
        body.put("max_tokens", call.maxOutputTokens());
        if (call.streamed()) {
            body.put("stream", true);
        }
        AnthropicMessages.write(body, call);
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        if (call.target().effort() != null) {
            output.put("effort", call.target().effort());
        }
        if (call.usesNativeSchema() && call.responseSchema() != null) {
            output.putObject("format")
                    .put("type", "json_schema")
                    .set("schema", Schemas.forAnthropic(call.responseSchema()));
        }
        if (!output.isEmpty()) {
            body.set("output_config", output);
        }
        return body;
    }

    @Override
    public List<ModelEvent> whole(JsonNode answer) {
        if (!answer.path("content").isArray()) {
            throw new ProviderFailure(ErrorClass.SERVER, 200, null);
        }
        var events = new ArrayList<ModelEvent>();
        for (JsonNode block : answer.path("content")) {
            String text = block.path("text").asString("");
            if (block.path("type").asString("").equals("text") && !text.isEmpty()) {
                events.add(new ModelEvent.Text(text));
            }
        }
        var usage = new AnthropicUsage();
        usage.told(answer.path("usage"), true);
        ModelEvent.Usage figures = usage.event();
        if (figures != null) {
            events.add(figures);
        }
        events.add(
                new ModelEvent.Finished(
                        finish(answer.path("stop_reason").asString("end_turn")),
                        id(answer.path("id"))));
        return events;
    }

    @Override
    public StreamReader reader() {
        return new Reader();
    }

    private static final class Reader implements StreamReader {

        private final AnthropicUsage usage = new AnthropicUsage();
        private @Nullable String id;
        private @Nullable String stop;
        private boolean stopped;

        @Override
        public List<ModelEvent> event(String name, JsonNode data) {
            return switch (data.path("type").asString(name)) {
                case "message_start" -> {
                    id = id(data.path("message").path("id"));
                    usage.told(data.path("message").path("usage"), false);
                    yield figures();
                }
                case "content_block_delta" -> delta(data.path("delta"));
                case "message_delta" -> {
                    if (data.path("delta").path("stop_reason").isString()) {
                        stop = data.path("delta").path("stop_reason").asString();
                    }
                    usage.told(data.path("usage"), true);
                    yield figures();
                }
                case "message_stop" -> {
                    stopped = true;
                    yield List.of();
                }
                case "error" ->
                        throw new ProviderFailure(
                                errorClass(data.path("error").path("type").asString("")),
                                200,
                                null);
                default -> List.of(new ModelEvent.Alive());
            };
        }

        private List<ModelEvent> figures() {
            ModelEvent.Usage figures = usage.event();
            return figures == null ? List.of(new ModelEvent.Alive()) : List.of(figures);
        }

        private static List<ModelEvent> delta(JsonNode delta) {
            String text = delta.path("text").asString("");
            boolean isText = delta.path("type").asString("").equals("text_delta");
            return isText && !text.isEmpty()
                    ? List.of(new ModelEvent.Text(text))
                    : List.of(new ModelEvent.Alive());
        }

        @Override
        public boolean done() {
            return stopped;
        }

        @Override
        public List<ModelEvent> end(boolean framed) {
            if (stop == null) {
                throw new ProviderFailure(ErrorClass.INTERRUPTED, 200, null);
            }
            return List.of(new ModelEvent.Finished(finish(stop), id));
        }
    }

    private static @Nullable String id(JsonNode id) {
        return id.isString() ? id.asString() : null;
    }

    private static String finish(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }

    private static ErrorClass errorClass(String type) {
        return switch (type) {
            case "overloaded_error" -> ErrorClass.OVERLOADED;
            case "rate_limit_error" -> ErrorClass.RATE_LIMITED;
            case "authentication_error", "permission_error" -> ErrorClass.AUTH;
            case "billing_error" -> ErrorClass.PROVIDER_QUOTA;
            case "invalid_request_error", "request_too_large" -> ErrorClass.REJECTED;
            case "not_found_error" -> ErrorClass.MODEL_MISSING;
            default -> ErrorClass.SERVER;
        };
    }

    @Override
    public ProviderFailure failure(ErrorReply reply) {
        String detail = reply.body().path("error").path("details").path("error_code").asString("");
        boolean spent =
                detail.equals("enforced_spend_limit_reached")
                        || (reply.status() == 400 && reply.says("spend limit"));
        return new ProviderFailure(
                spent ? ErrorClass.PROVIDER_QUOTA : reply.byStatus(),
                reply.status(),
                spent ? null : reply.retryAfter(),
                cure(reply));
    }

    private static Cure cure(ErrorReply reply) {
        if (!reply.isRefusedRequest()) {
            return Cure.NONE;
        }
        if (reply.says("prompt is too long", "context window", "context length")) {
            return Cure.LARGER_MODEL;
        }
        return reply.says("output_config", "json_schema", "schema") ? Cure.SEND_PLAIN : Cure.NONE;
    }
}

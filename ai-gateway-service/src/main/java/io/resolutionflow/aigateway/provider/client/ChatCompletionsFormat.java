package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.Cure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI chat completions, and the servers that speak it: Ollama, vLLM and others. */
class ChatCompletionsFormat implements WireFormat {

    private static final Set<String> SPENT =
            Set.of("insufficient_quota", "credit_balance_exhausted");

    @Override
    public String type() {
        return "openai_compatible";
    }

    @Override
    public String path(ModelCall call) {
        return "/chat/completions";
    }

    @Override
    public String keyHeader() {
        return "authorization";
    }

    @Override
    public String keyValue(String key) {
        return "Bearer " + key;
    }

    @Override
    public ObjectNode body(ModelCall call, Endpoint endpoint) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", call.target().model());
        body.put(endpoint.outputBound(), call.maxOutputTokens());
        if (call.streamed()) {
            body.put("stream", true);
            if (!call.plain()) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
        if (call.target().effort() != null) {
            body.put("reasoning_effort", call.target().effort());
        }
        ArrayNode messages = body.putArray("messages");
        JsonNode schema = call.responseSchema();
        if (schema != null && !call.usesNativeSchema()) {
            messages.addObject().put("role", "system").put("content", Prompted.instruction(schema));
        }
        for (Message message : call.messages()) {
            messages.add(message(message));
        }
        if (schema != null) {
            format(body, call, schema);
        }
        return body;
    }

    private static void format(ObjectNode body, ModelCall call, JsonNode schema) {
        if (call.usesNativeSchema()) {
            ObjectNode format =
                    body.putObject("response_format")
                            .put("type", "json_schema")
                            .putObject("json_schema");
            format.put("name", "answer")
                    .put("strict", true)
                    .set("schema", Schemas.forOpenAi(schema));
        } else if (!call.plain()) {
            body.putObject("response_format").put("type", "json_object");
        }
    }

    private static ObjectNode message(Message message) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("role", message.role());
        boolean textOnly = message.parts().stream().allMatch(part -> "text".equals(part.type()));
        if (textOnly) {
            var text = new StringBuilder();
            message.parts().forEach(part -> text.append(part.text() == null ? "" : part.text()));
            return node.put("content", text.toString());
        }
        ArrayNode parts = node.putArray("content");
        message.parts().forEach(part -> parts.add(part(part)));
        return node;
    }

    private static ObjectNode part(Part part) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if ("image".equals(part.type())) {
            node.put("type", "image_url")
                    .putObject("image_url")
                    .put("url", "data:" + part.mediaType() + ";base64," + part.data());
        } else {
            node.put("type", "text").put("text", Objects.requireNonNullElse(part.text(), ""));
        }
        return node;
    }

    @Override
    public List<ModelEvent> whole(JsonNode answer) {
        JsonNode choice = answer.path("choices").path(0);
        if (!choice.isObject()) {
            throw new ProviderFailure(ErrorClass.SERVER, 200, null);
        }
        var events = new ArrayList<ModelEvent>();
        JsonNode message = choice.path("message");
        String text = message.path("content").asString("");
        boolean refused = !message.path("refusal").asString("").isEmpty();
        if (!text.isEmpty()) {
            events.add(new ModelEvent.Text(text));
        }
        ModelEvent.Usage usage = usage(answer.path("usage"));
        if (usage != null) {
            events.add(usage);
        }
        String finish = finish(choice.path("finish_reason").asString("stop"));
        events.add(new ModelEvent.Finished(refused ? "content_filter" : finish, id(answer)));
        return events;
    }

    @Override
    public StreamReader reader() {
        return new Reader();
    }

    /** Usage may come on any chunk, on every one, or never; the last one seen holds. */
    private static final class Reader implements StreamReader {

        private @Nullable String id;
        private @Nullable String finish;
        private boolean refused;

        @Override
        public List<ModelEvent> event(String name, JsonNode data) {
            if (data.path("error").isObject()) {
                throw new ProviderFailure(ErrorClass.SERVER, 200, null);
            }
            id = id == null ? id(data) : id;
            var events = new ArrayList<ModelEvent>();
            for (JsonNode choice : data.path("choices")) {
                if (choice.path("index").asInt(0) != 0) {
                    continue;
                }
                JsonNode delta = choice.path("delta");
                String text = delta.path("content").asString("");
                if (!text.isEmpty()) {
                    events.add(new ModelEvent.Text(text));
                }
                refused |= !delta.path("refusal").asString("").isEmpty();
                if (choice.path("finish_reason").isString()) {
                    finish = choice.path("finish_reason").asString();
                }
            }
            ModelEvent.Usage usage = usage(data.path("usage"));
            if (usage != null) {
                events.add(usage);
            }
            if (events.isEmpty()) {
                events.add(new ModelEvent.Alive());
            }
            return events;
        }

        @Override
        public boolean done() {
            return false;
        }

        @Override
        public List<ModelEvent> end(boolean framed) {
            // some servers send neither a reason nor a mark; then only the transport can tell
            if (finish == null && !framed) {
                throw new ProviderFailure(ErrorClass.INTERRUPTED, 200, null);
            }
            String reason = finish == null ? "stop" : finish(finish);
            return List.of(new ModelEvent.Finished(refused ? "content_filter" : reason, id));
        }
    }

    private static ModelEvent.@Nullable Usage usage(JsonNode usage) {
        Long prompt = Figures.of(usage.path("prompt_tokens"));
        Long completion = Figures.of(usage.path("completion_tokens"));
        if (prompt == null || completion == null) {
            return null;
        }
        Long cached = Figures.of(usage.path("prompt_tokens_details").path("cached_tokens"));
        Long reasoning =
                Figures.of(usage.path("completion_tokens_details").path("reasoning_tokens"));
        return Figures.usage(
                prompt - Figures.orZero(cached),
                cached,
                0L,
                0L,
                completion - Figures.orZero(reasoning),
                reasoning,
                true);
    }

    private static @Nullable String id(JsonNode answer) {
        return answer.path("id").isString() ? answer.path("id").asString() : null;
    }

    private static String finish(String reason) {
        return switch (reason) {
            case "length" -> "length";
            case "content_filter" -> "content_filter";
            default -> "stop";
        };
    }

    @Override
    public ProviderFailure failure(ErrorReply reply) {
        String code = reply.body().path("error").path("code").asString("");
        ErrorClass errorClass =
                reply.status() == 429 && SPENT.contains(code)
                        ? ErrorClass.PROVIDER_QUOTA
                        : reply.byStatus();
        return new ProviderFailure(
                errorClass, reply.status(), reply.retryAfter(), cure(reply, code));
    }

    private static Cure cure(ErrorReply reply, String code) {
        if (!reply.isRefusedRequest()) {
            return Cure.NONE;
        }
        if (code.equals("context_length_exceeded")) {
            return Cure.LARGER_MODEL;
        }
        return reply.says("stream_options", "response_format", "json_schema")
                ? Cure.SEND_PLAIN
                : Cure.NONE;
    }
}

package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.Cure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google Gemini. Streams have no event names and no end mark; the figures ride on every chunk and
 * the last ones hold. The key goes in a header, never in the address.
 */
class GeminiFormat implements WireFormat {

    @Override
    public String type() {
        return "google";
    }

    @Override
    public String path(ModelCall call) {
        return "/v1beta/models/"
                + call.target().model()
                + (call.streamed() ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    @Override
    public String keyHeader() {
        return "x-goog-api-key";
    }

    @Override
    public ObjectNode body(ModelCall call, Endpoint endpoint) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode system = body.arrayNode();
        ArrayNode contents = body.arrayNode();
        for (Message message : call.messages()) {
            ArrayNode parts =
                    switch (message.role()) {
                        case "system" -> system;
                        case "assistant" ->
                                contents.addObject().put("role", "model").putArray("parts");
                        default -> contents.addObject().put("role", "user").putArray("parts");
                    };
            message.parts().forEach(part -> part(parts, part));
        }
        ObjectNode config = body.objectNode().put("maxOutputTokens", call.maxOutputTokens());
        JsonNode schema = call.responseSchema();
        if (schema != null) {
            config.put("responseMimeType", "application/json");
            if (call.usesNativeSchema()) {
                config.set("responseSchema", Schemas.forGoogle(schema));
            } else {
                system.addObject().put("text", Prompted.instruction(schema));
            }
        }
        if (call.target().effort() != null) {
            config.putObject("thinkingConfig").put("thinkingLevel", call.target().effort());
        }
        if (!system.isEmpty()) {
            body.putObject("systemInstruction").set("parts", system);
        }
        body.set("contents", contents);
        body.set("generationConfig", config);
        return body;
    }

    private static void part(ArrayNode parts, Part part) {
        if ("image".equals(part.type())) {
            parts.addObject()
                    .putObject("inlineData")
                    .put("mimeType", part.mediaType())
                    .put("data", part.data());
        } else {
            parts.addObject().put("text", Objects.requireNonNullElse(part.text(), ""));
        }
    }

    @Override
    public List<ModelEvent> whole(JsonNode answer) {
        var reader = new Reader();
        var events = new ArrayList<>(reader.event("", answer));
        if (reader.finish == null && events.stream().noneMatch(ModelEvent.Text.class::isInstance)) {
            throw new ProviderFailure(ErrorClass.SERVER, 200, null);
        }
        events.addAll(reader.finish == null ? List.of(reader.finished("STOP")) : reader.end(true));
        return events;
    }

    @Override
    public StreamReader reader() {
        return new Reader();
    }

    private static final class Reader implements StreamReader {

        private @Nullable String id;
        private @Nullable String finish;

        @Override
        public List<ModelEvent> event(String name, JsonNode data) {
            if (data.path("error").isObject()) {
                throw new ProviderFailure(
                        data.path("error").path("code").asInt(500) == 503
                                ? ErrorClass.OVERLOADED
                                : ErrorClass.SERVER,
                        200,
                        null);
            }
            if (data.path("responseId").isString()) {
                id = data.path("responseId").asString();
            }
            if (data.path("promptFeedback").path("blockReason").isString()) {
                finish = "SAFETY";
            }
            var events = new ArrayList<ModelEvent>();
            JsonNode candidate = data.path("candidates").path(0);
            for (JsonNode part : candidate.path("content").path("parts")) {
                String text = part.path("text").asString("");
                if (!part.path("thought").asBoolean(false) && !text.isEmpty()) {
                    events.add(new ModelEvent.Text(text));
                }
            }
            if (candidate.path("finishReason").isString()) {
                finish = candidate.path("finishReason").asString();
            }
            ModelEvent.Usage usage = usage(data.path("usageMetadata"));
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
            if (finish == null) {
                throw new ProviderFailure(ErrorClass.INTERRUPTED, 200, null);
            }
            return List.of(finished(finish));
        }

        private ModelEvent.Finished finished(String reason) {
            return new ModelEvent.Finished(GeminiFormat.finish(reason), id);
        }
    }

    private static String finish(String reason) {
        return switch (reason) {
            case "STOP" -> "stop";
            case "MAX_TOKENS" -> "length";
            case "MALFORMED_FUNCTION_CALL", "OTHER", "FINISH_REASON_UNSPECIFIED" ->
                    throw new ProviderFailure(ErrorClass.SERVER, 200, null);
            case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" ->
                    "content_filter";
            // kinds of images and what else is to come: a block by its name, else an end
            default ->
                    reason.startsWith("IMAGE_") || reason.contains("SAFETY")
                            ? "content_filter"
                            : "stop";
        };
    }

    private static ModelEvent.@Nullable Usage usage(JsonNode usage) {
        Long prompt = Figures.of(usage.path("promptTokenCount"));
        if (prompt == null) {
            return null;
        }
        Long tools = Figures.of(usage.path("toolUsePromptTokenCount"));
        Long cached = Figures.of(usage.path("cachedContentTokenCount"));
        Long thoughts = Figures.of(usage.path("thoughtsTokenCount"));
        // absent when nothing was written
        long visible = Figures.orZero(Figures.of(usage.path("candidatesTokenCount")));
        return Figures.usage(
                prompt + Figures.orZero(tools) - Figures.orZero(cached),
                cached,
                0L,
                0L,
                visible,
                thoughts,
                true);
    }

    @Override
    public ProviderFailure failure(ErrorReply reply) {
        Duration delay = reply.retryAfter();
        boolean perDay = false;
        boolean badKey = false;
        for (JsonNode detail : reply.body().path("error").path("details")) {
            badKey |= detail.path("reason").asString("").equals("API_KEY_INVALID");
            for (JsonNode violation : detail.path("violations")) {
                perDay |=
                        violation.path("quotaId").asString("").contains("PerDay")
                                || violation.path("quotaValue").asString("").equals("0");
            }
            String told = detail.path("retryDelay").asString("");
            delay = told.isEmpty() ? delay : seconds(told, delay);
        }
        perDay |= reply.status() == 429 && reply.says("limit: 0");
        ErrorClass errorClass =
                badKey
                        ? ErrorClass.AUTH
                        : reply.status() == 429 && perDay
                                ? ErrorClass.PROVIDER_QUOTA
                                : reply.byStatus();
        return new ProviderFailure(errorClass, reply.status(), delay, cure(reply, errorClass));
    }

    private static Cure cure(ErrorReply reply, ErrorClass errorClass) {
        if (!reply.isRefusedRequest() || errorClass != ErrorClass.REJECTED) {
            return Cure.NONE;
        }
        if (reply.says("token count", "exceeds the maximum number of tokens")) {
            return Cure.LARGER_MODEL;
        }
        return reply.says("responseschema", "response_schema", "response schema")
                ? Cure.SEND_PLAIN
                : Cure.NONE;
    }

    /** A duration as protobuf writes it: {@code 46s}, {@code 1.5s}. */
    private static @Nullable Duration seconds(String told, @Nullable Duration otherwise) {
        try {
            return Duration.parse("PT" + told.toUpperCase(java.util.Locale.ROOT));
        } catch (java.time.format.DateTimeParseException e) {
            return otherwise;
        }
    }
}

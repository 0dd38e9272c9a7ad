package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chat-completions dialect: request, answer, errors. Unknown members are ignored, missing
 * figures stay unknown.
 */
class ChatCompletionsFormat {

    private static final Set<String> SPENT =
            Set.of("insufficient_quota", "credit_balance_exhausted");

    private final JsonMapper json;

    ChatCompletionsFormat(JsonMapper json) {
        this.json = json;
    }

    byte[] request(ModelCall call, String outputBound) {
        ObjectNode body = json.createObjectNode();
        body.put("model", call.target().model());
        body.put(outputBound, call.maxOutputTokens());
        ArrayNode messages = body.putArray("messages");
        JsonNode schema = call.responseSchema();
        boolean prompted = schema != null && !call.target().structured().equals("native");
        for (Message message : call.messages()) {
            messages.add(message(message));
        }
        if (prompted) {
            messages.insertObject(0)
                    .put("role", "system")
                    .put(
                            "content",
                            "Answer with one JSON object only, valid by this JSON Schema: "
                                    + schema);
            body.putObject("response_format").put("type", "json_object");
        } else if (schema != null) {
            ObjectNode format =
                    body.putObject("response_format")
                            .put("type", "json_schema")
                            .putObject("json_schema");
            format.put("name", "answer").put("strict", true).set("schema", schema);
        }
        return json.writeValueAsBytes(body);
    }

    private ObjectNode message(Message message) {
        ObjectNode node = json.createObjectNode().put("role", message.role());
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

    private ObjectNode part(Part part) {
        ObjectNode node = json.createObjectNode();
        if ("image".equals(part.type())) {
            node.put("type", "image_url")
                    .putObject("image_url")
                    .put("url", "data:" + part.mediaType() + ";base64," + part.data());
        } else {
            node.put("type", "text").put("text", Objects.requireNonNullElse(part.text(), ""));
        }
        return node;
    }

    /**
     * @throws ProviderFailure for an answer that is none, or was blocked
     */
    List<ModelEvent> events(byte[] body) {
        JsonNode answer = parse(body);
        JsonNode choice = answer.path("choices").path(0);
        if (!choice.isObject()) {
            throw new ProviderFailure(ErrorClass.SERVER, 200, null);
        }
        var events = new ArrayList<ModelEvent>();
        String text = choice.path("message").path("content").asString("");
        boolean refused = !choice.path("message").path("refusal").asString("").isEmpty();
        if (!text.isEmpty()) {
            events.add(new ModelEvent.Text(text));
        }
        ModelEvent.Usage usage = usage(answer.path("usage"));
        if (usage != null) {
            events.add(usage);
        }
        events.add(
                new ModelEvent.Finished(
                        refused
                                ? "content_filter"
                                : finish(choice.path("finish_reason").asString("stop")),
                        answer.path("id").isString() ? answer.path("id").asString() : null));
        return events;
    }

    private static ModelEvent.@Nullable Usage usage(JsonNode usage) {
        if (!usage.path("prompt_tokens").isIntegralNumber()
                || !usage.path("completion_tokens").isIntegralNumber()) {
            return null;
        }
        Long cached = figure(usage.path("prompt_tokens_details").path("cached_tokens"));
        Long reasoning = figure(usage.path("completion_tokens_details").path("reasoning_tokens"));
        long fresh = usage.path("prompt_tokens").asLong() - (cached == null ? 0 : cached);
        long visible =
                usage.path("completion_tokens").asLong() - (reasoning == null ? 0 : reasoning);
        // a negative difference is the vendor's mistake
        boolean odd = fresh < 0 || visible < 0;
        return new ModelEvent.Usage(
                new TokenCounts(
                        Math.max(0, fresh), cached, 0L, 0L, Math.max(0, visible), reasoning),
                odd ? UsageQuality.COUNTED : UsageQuality.EXACT);
    }

    private static @Nullable Long figure(JsonNode node) {
        return node.isIntegralNumber() ? node.asLong() : null;
    }

    private static String finish(String reason) {
        return switch (reason) {
            case "length" -> "length";
            case "content_filter" -> "content_filter";
            default -> "stop";
        };
    }

    ProviderFailure failure(ProviderHttp.Reply reply) {
        String code = code(reply.body());
        ErrorClass errorClass =
                switch (reply.status()) {
                    case 401, 403 -> ErrorClass.AUTH;
                    case 402 -> ErrorClass.PROVIDER_QUOTA;
                    case 404 -> ErrorClass.MODEL_MISSING;
                    case 429 ->
                            SPENT.contains(code)
                                    ? ErrorClass.PROVIDER_QUOTA
                                    : ErrorClass.RATE_LIMITED;
                    case 503, 529 -> ErrorClass.OVERLOADED;
                    default -> reply.status() >= 500 ? ErrorClass.SERVER : ErrorClass.REJECTED;
                };
        return new ProviderFailure(errorClass, reply.status(), retryAfter(reply));
    }

    private String code(byte[] body) {
        try {
            return json.readTree(body).path("error").path("code").asString("");
        } catch (JacksonException e) {
            // errors come as plain text too; only the status is left then
            return "";
        }
    }

    private static @Nullable Duration retryAfter(ProviderHttp.Reply reply) {
        try {
            if (reply.retryAfterMs() != null) {
                return Duration.ofMillis(Long.parseLong(reply.retryAfterMs().strip()));
            }
            if (reply.retryAfter() == null) {
                return null;
            }
            String value = reply.retryAfter().strip();
            return value.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            ZonedDateTime.now(java.time.ZoneOffset.UTC),
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    private JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw new ProviderFailure(ErrorClass.SERVER, 200, null);
        }
    }
}

package io.resolutionflow.aigateway.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.aigateway.completion.UsageMeterFixture;
import io.resolutionflow.aigateway.pricing.Price;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.ModelEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Usage blocks as vendors send them, and the tokens and micros they come to: fixed in {@code
 * golden/usage.json}. A changed figure there is a changed bill (KD-1, KD-2, KD-3).
 */
class GoldenUsageTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Price PRICE =
            new Price(
                    new UUID(0, 1),
                    "e",
                    "m",
                    Instant.EPOCH,
                    2_000_000,
                    200_000,
                    2_500_000,
                    4_000_000,
                    10_000_000,
                    10_000_000,
                    null);

    static Stream<JsonNode> blocks() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        GoldenUsageTests.class.getResourceAsStream("/golden/usage.json"))) {
            return StreamSupport.stream(JSON.readTree(file).spliterator(), false).toList().stream();
        }
    }

    @Test
    void there_are_at_least_sixty() throws IOException {
        assertThat(blocks().count()).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void tokens_and_micros_are_these(JsonNode block) {
        boolean cancelled = block.get("mode").asString().equals("cancelled");
        var used =
                UsageMeterFixture.used(events(block), cancelled ? "x".repeat(60) : "", !cancelled);
        TokenCounts counts = used.counts();

        assertThat(counts).isNotNull();
        assertThat(figures(counts)).isEqualTo(expected(block.get("counts")));
        assertThat(used.quality().wireName()).isEqualTo(block.get("quality").asString());
        assertThat(PRICE.cost(counts)).isEqualTo(block.get("micros").asLong());
    }

    private static List<ModelEvent> events(JsonNode block) {
        WireFormat format =
                switch (block.get("format").asString()) {
                    case "anthropic" -> new AnthropicFormat();
                    case "google" -> new GeminiFormat();
                    default -> new ChatCompletionsFormat();
                };
        var all = new ArrayList<ModelEvent>();
        if (block.get("mode").asString().equals("whole")) {
            all.addAll(format.whole(whole(block.get("format").asString(), block.at("/usage/0"))));
        } else {
            WireFormat.StreamReader reader = format.reader();
            int n = 0;
            for (JsonNode usage : block.get("usage")) {
                all.addAll(
                        reader.event("", chunk(block.get("format").asString(), usage, n++ == 0)));
            }
        }
        return all.stream().filter(ModelEvent.Usage.class::isInstance).toList();
    }

    private static JsonNode whole(String format, JsonNode usage) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (format) {
            case "anthropic" -> {
                answer.putArray("content").addObject().put("type", "text").put("text", "x");
                answer.put("stop_reason", "end_turn").set("usage", usage);
            }
            case "google" -> {
                ObjectNode candidate = answer.putArray("candidates").addObject();
                candidate.put("finishReason", "STOP");
                answer.set("usageMetadata", usage);
            }
            default -> {
                ObjectNode choice = answer.putArray("choices").addObject();
                choice.putObject("message").put("content", "x");
                answer.set("usage", usage);
            }
        }
        return answer;
    }

    private static JsonNode chunk(String format, JsonNode usage, boolean first) {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        switch (format) {
            case "anthropic" -> {
                chunk.put("type", first ? "message_start" : "message_delta");
                if (first) {
                    chunk.putObject("message").set("usage", usage);
                } else {
                    chunk.set("usage", usage);
                }
            }
            case "google" -> chunk.set("usageMetadata", usage);
            default -> chunk.set("usage", usage);
        }
        return chunk;
    }

    private static List<@Nullable Long> figures(TokenCounts counts) {
        var figures = new ArrayList<@Nullable Long>();
        figures.add(counts.freshInput());
        figures.add(counts.cacheRead());
        figures.add(counts.cacheWrite5m());
        figures.add(counts.cacheWrite1h());
        figures.add(counts.visibleOutput());
        figures.add(counts.reasoning());
        return figures;
    }

    private static List<@Nullable Long> expected(JsonNode counts) {
        var figures = new ArrayList<@Nullable Long>();
        counts.forEach(figure -> figures.add(figure.isNull() ? null : figure.asLong()));
        return figures;
    }
}

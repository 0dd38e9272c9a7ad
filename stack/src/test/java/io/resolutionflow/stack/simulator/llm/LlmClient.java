package io.resolutionflow.stack.simulator.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The running simulator and a client of all three formats; the call log is empty before each test.
 */
final class LlmClient implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final List<String> FORMATS = List.of("anthropic", "google", "openai");

    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"%s\"},\"list\":{\"type\":\"%s\",\"items\":"
                    + "{\"type\":\"%s\"}}},\"required\":[\"a\",\"list\"]}";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable LlmSimulator simulator;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        simulator = LlmSimulator.start(0, Clock.systemUTC());
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        forgetCalls();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (simulator != null) {
            simulator.close();
        }
    }

    int port() {
        if (simulator == null) {
            throw new IllegalStateException("not started");
        }
        return simulator.port();
    }

    HttpClient http() {
        return client;
    }

    void forgetCalls() throws Exception {
        send("DELETE", "/__sim/calls", "", Map.of());
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    JsonNode answered(String format, String model) throws Exception {
        return json(text(format, json(ask(format, model, false, 1000, true).body())));
    }

    HttpResponse<String> ask(String format, String model, boolean stream) throws Exception {
        return ask(format, model, stream, 1000, false);
    }

    HttpResponse<String> ask(String format, String model, boolean stream, int bound, boolean json)
            throws Exception {
        return switch (format) {
            case "anthropic" -> {
                var schema = SCHEMA.formatted("string", "array", "integer");
                var more =
                        json
                                ? ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
                                        + schema
                                        + "}}"
                                : "";
                var body =
                        "{\"model\":\"%s\",\"max_tokens\":%d,\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"the shared drive\"}]}]%s}";
                yield send(
                        "POST",
                        "/v1/messages",
                        body.formatted(model, bound, stream, more),
                        key(format));
            }
            case "google" -> {
                var schema = SCHEMA.formatted("STRING", "ARRAY", "INTEGER");
                var more =
                        json
                                ? ",\"responseMimeType\":\"application/json\",\"responseSchema\":"
                                        + schema
                                : "";
                var body =
                        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"the shared drive\"}]}],\"generationConfig\":{\"maxOutputTokens\":%d%s}}";
                var call = stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
                yield send(
                        "POST",
                        "/v1beta/models/" + model + call,
                        body.formatted(bound, more),
                        key(format));
            }
            default -> {
                var schema = SCHEMA.formatted("string", "array", "integer");
                var more = ",\"max_completion_tokens\":" + bound;
                more +=
                        stream
                                ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"
                                : "";
                more +=
                        json
                                ? ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":"
                                        + schema
                                        + "}}"
                                : "";
                yield send("POST", "/v1/chat/completions", openai(model, more), key(format));
            }
        };
    }

    static String openai(String model, String more) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"the shared drive\"}]%s}"
                .formatted(model, more);
    }

    static Map<String, String> key(String format) {
        return switch (format) {
            case "anthropic" -> Map.of("x-api-key", "sim-key", "anthropic-version", "2023-06-01");
            case "google" -> Map.of("x-goog-api-key", "sim-key");
            default -> Map.of("Authorization", "Bearer sim-key");
        };
    }

    HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws Exception {
        var request = SimulatorRig.request(port(), method, path, body, headers);
        return client.send(request, BodyHandlers.ofString());
    }

    JsonNode calls() throws Exception {
        return json(send("GET", "/__sim/calls", "", Map.of()).body());
    }

    static List<JsonNode> events(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        return events(response.body());
    }

    static List<JsonNode> events(String body) {
        var events = new ArrayList<JsonNode>();
        for (var line : body.split("\n")) {
            if (line.startsWith("data: {")) {
                events.add(json(line.substring("data: ".length())));
            }
        }
        return events;
    }

    /** The text in a whole answer or in one event. */
    static String text(String format, JsonNode answer) {
        return switch (format) {
            case "anthropic" ->
                    answer.at("/delta/text").asString("") + all(answer.path("content"), "text");
            case "google" -> all(answer.at("/candidates/0/content/parts"), "text");
            default ->
                    answer.at("/choices/0/delta/content").asString("")
                            + answer.at("/choices/0/message/content").asString("");
        };
    }

    private static String all(JsonNode parts, String member) {
        return StreamSupport.stream(parts.spliterator(), false)
                .map(part -> part.path(member).asString(""))
                .reduce("", String::concat);
    }
}

package io.resolutionflow.aigateway;

import io.resolutionflow.stack.simulator.llm.LlmSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model simulator in this process; its call log is the referee. */
public final class SimulatedModels {

    public static final String KEY = "sim-canary-key-0123456789";

    private static final LlmSimulator SIMULATOR = start();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private SimulatedModels() {}

    private static LlmSimulator start() {
        try {
            return LlmSimulator.start(0, Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String address() {
        return "http://127.0.0.1:" + SIMULATOR.port();
    }

    /** Calls since the last {@link #forget}, oldest first. */
    public static List<JsonNode> calls() {
        JsonNode lines = JSON.readTree(send("GET"));
        return StreamSupport.stream(lines.spliterator(), false).toList();
    }

    public static List<JsonNode> calls(String model) {
        return calls().stream()
                .filter(call -> call.path("model").asString().equals(model))
                .toList();
    }

    public static void forget() {
        send("DELETE");
    }

    private static String send(String method) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(address() + "/__sim/calls"))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build();
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

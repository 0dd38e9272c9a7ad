package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The calls the model simulator saw since this was made: the referee. */
final class SimulatorLog {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Stack stack;
    private final int before;

    SimulatorLog(Stack stack) throws IOException, InterruptedException {
        this.stack = stack;
        this.before = all().size();
    }

    /** Calls of one model. */
    List<JsonNode> of(String model) throws IOException, InterruptedException {
        return all().stream()
                .skip(before)
                .filter(call -> call.path("model").asString("").equals(model))
                .toList();
    }

    /** Of these, those that were answered to their end. */
    static long answered(List<JsonNode> calls) {
        return calls.stream()
                .filter(call -> call.path("status").asInt() == 200)
                .filter(call -> call.path("closed_by").asString("").equals("server"))
                .count();
    }

    private List<JsonNode> all() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        stack.variable("RF_TEST_LLM_SIMULATOR_URL")
                                                + "/__sim/calls"))
                        .build();
        JsonNode lines = Json.read(HTTP.send(request, BodyHandlers.ofString()).body());
        return StreamSupport.stream(lines.spliterator(), false).toList();
    }
}

package io.resolutionflow.e2e;

import io.resolutionflow.e2e.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Every public operation of the running services, read from the services themselves: a route nobody
 * thought of is in the list too.
 */
final class OperationCatalogue {

    private static final Map<String, String> PORTS =
            Map.of(
                    "session-service", "RF_PORT_SESSION",
                    "l1-walk-service", "RF_PORT_L1_WALK",
                    "handoff-service", "RF_PORT_HANDOFF",
                    "psa-writeback-service", "RF_PORT_PSA_WRITEBACK",
                    "ai-gateway-service", "RF_PORT_AI_GATEWAY");

    private OperationCatalogue() {}

    static List<Operation> read() {
        var operations = new ArrayList<Operation>();
        PORTS.forEach(
                (service, port) -> operations.addAll(read(service, RunningStack.variable(port))));
        operations.sort(java.util.Comparator.comparing(Operation::name));
        return operations;
    }

    private static List<Operation> read(String service, String port) {
        JsonNode document = fetch(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"));
        var operations = new ArrayList<Operation>();
        document.at("/paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(method -> {
                                    if (path.getKey().startsWith("/api/")) {
                                        operations.add(
                                                new Operation(
                                                        service,
                                                        method.getKey()
                                                                .toUpperCase(java.util.Locale.ROOT),
                                                        path.getKey(),
                                                        queryOf(method.getValue()),
                                                        method.getValue().has("requestBody"),
                                                        method.getValue()
                                                                .at(
                                                                        "/requestBody/content/application~1json/schema"),
                                                        document.at("/components/schemas")));
                                    }
                                }));
        return operations;
    }

    private static List<String> queryOf(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .map(parameter -> parameter.path("name").asString(""))
                .toList();
    }

    /** Where a service listens itself, past the gateway. */
    static URI ownPort(String service) {
        return URI.create("http://127.0.0.1:" + RunningStack.variable(PORTS.get(service)));
    }

    static java.util.Set<String> services() {
        return PORTS.keySet();
    }

    private static JsonNode fetch(URI address) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Json.read(
                    http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

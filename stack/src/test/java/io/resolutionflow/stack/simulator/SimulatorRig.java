package io.resolutionflow.stack.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real process on free ports, reset before each test, and a client that knows the right
 * credentials.
 */
public final class SimulatorRig implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    public static final Map<String, String> CONNECTWISE_HEADERS =
            Map.of(
                    "Authorization", basic("acme+rfpub:rfpriv"),
                    "clientId", "11111111-1111-4111-8111-111111111111",
                    "Content-Type", "application/json");
    public static final Map<String, String> AUTOTASK_HEADERS =
            Map.of(
                    "ApiIntegrationCode", "RFSIMULATOR0001",
                    "UserName", "rfapi@acme.test",
                    "Secret", "rfsecret",
                    "Content-Type", "application/json");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable Simulators simulators;
    private @Nullable Path traces;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        traces = Files.createTempDirectory("traces").resolve("spans");
        simulators = Simulators.start(SimulatorPorts.ANY, Clock.systemUTC(), traces);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        admin("POST", "reset", "");
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (simulators != null) {
            simulators.close();
        }
    }

    public SimulatorPorts ports() {
        if (simulators == null) {
            throw new IllegalStateException("not started");
        }
        return simulators.ports();
    }

    /** Where the trace sink keeps what it took. */
    public Path traces() {
        return Objects.requireNonNull(traces);
    }

    /** A signed-in ConnectWise call below {@code apis/3.0}. */
    public Answered connectwise(String method, String path, String body) throws Exception {
        return connectwise(method, "/v4_6_release/apis/3.0" + path, body, CONNECTWISE_HEADERS);
    }

    public Answered connectwise(String path) throws Exception {
        return connectwise("GET", path, "");
    }

    public Answered connectwise(
            String method, String path, String body, Map<String, String> headers) throws Exception {
        return call(ports().connectwise(), method, path, body, headers);
    }

    /** A signed-in Autotask call below {@code v1.0}. */
    public Answered autotask(String method, String path, String body) throws Exception {
        return call(
                ports().autotask(), method, "/atservicesrest/v1.0" + path, body, AUTOTASK_HEADERS);
    }

    public Answered admin(String method, String name, String body) throws Exception {
        return call(ports().psaAdmin(), method, "/__sim/" + name, body, Map.of());
    }

    /** Switches a ConnectWise fault on. */
    public void mode(String mode, String more) throws Exception {
        mode("connectwise", mode, more);
    }

    public void mode(String provider, String mode, String more) throws Exception {
        var body = "{\"provider\":\"%s\",\"mode\":\"%s\"%s}".formatted(provider, mode, more);
        var answered = admin("POST", "modes", body);
        if (answered.status() != 201) {
            throw new IllegalStateException(answered.text());
        }
    }

    public void advance(Duration by) throws Exception {
        admin("POST", "clock", "{\"advance_ms\":%d}".formatted(by.toMillis()));
    }

    public JsonNode ledger(String provider, long ticketId) throws Exception {
        return admin("GET", "ledger?provider=%s&ticket_id=%d".formatted(provider, ticketId), "")
                .json();
    }

    public Answered call(
            int port, String method, String path, String body, Map<String, String> headers)
            throws Exception {
        return new Answered(
                client.send(request(port, method, path, body, headers), BodyHandlers.ofString()));
    }

    public HttpClient client() {
        return client;
    }

    public static HttpRequest request(
            int port, String method, String path, String body, Map<String, String> headers) {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var builder =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, publisher);
        headers.forEach(builder::header);
        return builder.build();
    }

    public static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** What came back. */
    public record Answered(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }
}

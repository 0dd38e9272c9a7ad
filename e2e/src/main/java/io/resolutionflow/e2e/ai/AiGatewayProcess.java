package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of ai-gateway-service of this run's own, on the stack's PostgreSQL, Kafka and issuer,
 * whose models are the simulator's: it can be killed as often as a run likes.
 */
final class AiGatewayProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int KILLED = 137;
    private static final Duration START = Duration.ofSeconds(300);

    private final Process process;
    private final int port;

    private AiGatewayProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param models of the simulator, in the order of the route; each becomes an endpoint of its
     *     name, spoken to as OpenAI
     * @param crashPoint where the process ends itself as by kill -9; empty for nowhere
     */
    static AiGatewayProcess start(Stack stack, Path log, List<String> models, String crashPoint)
            throws IOException, InterruptedException {
        return start(stack, log, models, crashPoint, List.of());
    }

    /**
     * @param prefix a program that starts it, such as one that pins it to a processor
     */
    static AiGatewayProcess start(
            Stack stack, Path log, List<String> models, String crashPoint, List<String> prefix)
            throws IOException, InterruptedException {
        int port = freePort();
        int management = freePort();
        var command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED"));
        if (!crashPoint.isEmpty()) {
            command.add("-Drf.crash-point=" + crashPoint);
        }
        command.add("-jar");
        command.add(
                Path.of(
                                System.getenv().getOrDefault("RF_HOME", "."),
                                "ai-gateway-service",
                                "target",
                                "ai-gateway-service-0.1.0-SNAPSHOT.jar")
                        .toString());
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment(stack, port, management, models));
        var started = new AiGatewayProcess(builder.start(), port);
        started.awaitReady(management, !crashPoint.isEmpty());
        return started;
    }

    private static Map<String, String> environment(
            Stack stack, int port, int management, List<String> models) {
        String server = stack.variable("RF_TEST_POSTGRES_URL");
        String database = server.substring(0, server.lastIndexOf('/') + 1) + "resolutionflow";
        String user = stack.variable("RF_TEST_POSTGRES_USER");
        String password = stack.variable("RF_TEST_POSTGRES_PASSWORD");
        // signed in as the administrator, at work as the service: row security holds for its role
        return Map.ofEntries(
                Map.entry("SPRING_DATASOURCE_URL", database + options("rf_ai_app")),
                Map.entry("SPRING_DATASOURCE_USERNAME", user),
                Map.entry("SPRING_DATASOURCE_PASSWORD", password),
                Map.entry("SPRING_FLYWAY_URL", database + options("rf_ai_owner")),
                Map.entry("SPRING_FLYWAY_USER", user),
                Map.entry("SPRING_FLYWAY_PASSWORD", password),
                Map.entry(
                        "RF_KAFKA_BOOTSTRAP_SERVERS",
                        stack.variable("RF_TEST_KAFKA_BOOTSTRAP_SERVERS")),
                Map.entry("RF_ISSUER_URI", stack.variable("RF_TEST_ISSUER_URI")),
                Map.entry(
                        "RF_CLIENT_SECRET",
                        stack.variable("RF_TEST_CLIENT_SECRET_AI_GATEWAY_SERVICE")),
                Map.entry("SERVER_PORT", String.valueOf(port)),
                Map.entry("MANAGEMENT_SERVER_PORT", String.valueOf(management)),
                Map.entry("SPRING_PROFILES_ACTIVE", "local"),
                Map.entry("RF_STATE_DIR", stack.variable("RF_STATE_DIR")),
                Map.entry("RF_RATE_LIMIT_FACTOR", "100000"),
                Map.entry("SPRING_APPLICATION_JSON", configuration(stack, models)));
    }

    private static String options(String role) {
        return "?options=-c%20role%3D" + role + "%20-c%20search_path%3Dai,public";
    }

    private static String configuration(Stack stack, List<String> models) {
        var endpoints = new StringBuilder();
        var profiles = new StringBuilder();
        var route = new StringBuilder();
        for (String model : models) {
            String comma = route.isEmpty() ? "" : ",";
            endpoints.append(
                    "%s\"%s\":{\"type\":\"openai_compatible\",\"base-url\":\"%s/v1\",\"api-key\":\"sim-run\",\"allow-http\":true}"
                            .formatted(comma, model, stack.variable("RF_TEST_LLM_SIMULATOR_URL")));
            profiles.append(
                    "%s\"[%s/%s]\":{\"structured\":\"native\",\"max-input\":1000000}"
                            .formatted(comma, model, model));
            route.append("%s\"%s/%s\"".formatted(comma, model, model));
        }
        return "{\"rf\":{\"ai\":{\"max-in-flight\":5000,\"endpoints\":{%s},\"models\":{%s},\"routes\":{\"standard\":[%s],\"fast\":[\"offline\"],\"deep\":[\"offline\"]}}}}"
                .formatted(endpoints, profiles, route);
    }

    int port() {
        return port;
    }

    ProcessCost cost() {
        return new ProcessCost(process.pid());
    }

    /** Whether it is gone within a time. */
    boolean ends(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Ends it as {@code kill -9} would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * @param armed with a crash point, which its jobs may meet before anybody asks
     */
    private void awaitReady(int management, boolean armed)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        var request =
                HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:" + management + "/actuator/health/readiness"));
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (HTTP.send(request.build(), BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it starts
            }
            Thread.sleep(200);
        }
        if (armed && !process.isAlive() && process.exitValue() == KILLED) {
            return;
        }
        process.destroyForcibly();
        throw new IOException("ai-gateway-service did not start");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

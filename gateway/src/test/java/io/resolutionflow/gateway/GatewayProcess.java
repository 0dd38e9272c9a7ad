package io.resolutionflow.gateway;

import io.resolutionflow.platform.testing.identity.TestIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The gateway in a process of its own, before one service. */
final class GatewayProcess implements AutoCloseable {

    private static final long START_SECONDS = 90;

    private final Process process;
    private final int port;
    private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private GatewayProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        Thread.ofVirtual().start(this::read);
    }

    /**
     * @param forRequests how long requests under way may take after the signal
     */
    static GatewayProcess start(String service, Duration forRequests) throws Exception {
        int port = freePort();
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                GatewayApplication.class.getName())
                        .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(freePort()));
        environment.put("SPRING_PROFILES_ACTIVE", "local");
        environment.put("RF_RATE_LIMIT_FACTOR", "1000");
        environment.put("RF_ISSUER_URI", TestIssuer.get().uri());
        environment.put("RF_INSTANCES_FILE", "");
        environment.put("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE", forRequests.toSeconds() + "s");
        for (String name :
                List.of("SESSION", "L1_WALK", "HANDOFF", "PSA_WRITEBACK", "AI_GATEWAY")) {
            environment.put("RF_" + name + "_SERVICE_URLS", service);
        }
        var gateway = new GatewayProcess(builder.start(), port);
        gateway.ready.get(START_SECONDS, TimeUnit.SECONDS);
        return gateway;
    }

    int port() {
        return port;
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Returns the exit code. */
    int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("still running; it said: " + String.join("\n", output));
        }
        return process.exitValue();
    }

    private void read() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.contains("Started GatewayApplication")) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
        ready.completeExceptionally(
                new IllegalStateException("ended early: " + String.join("\n", output)));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}

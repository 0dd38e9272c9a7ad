package io.resolutionflow.psa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** A second process of the service on the test's own parts: to be killed. */
final class Replica implements AutoCloseable {

    private static final String STARTED = "Started PsaWritebackApplication";

    /** What a test context was given and a process of its own needs too. */
    private static final List<String> GIVEN =
            List.of("RF_", "rf.", "spring.datasource.", "spring.kafka.");

    private final Process process;
    private final int port;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    /**
     * @param crashPoint where the process halts by itself, as kill -9 would; see {@code CrashPoint}
     */
    Replica(ConfigurableEnvironment environment, String crashPoint) {
        port = freePort();
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Drf.crash-point=" + crashPoint,
                                "-Drf.database.role-prefix="
                                        + System.getProperty("rf.database.role-prefix", "rf_"),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                PsaWritebackApplication.class.getName(),
                                "--spring.profiles.active=local",
                                "--server.port=" + port,
                                "--management.server.port=0"));
        given(environment)
                .forEach(name -> command.add("--" + name + "=" + environment.getProperty(name)));
        // what it leaves behind is picked up soon
        command.add("--rf.psa.lease=3s");
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    private static List<String> given(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(source ->
                        source.getName().equals("real-parts")
                                || source.getName().startsWith("Dynamic"))
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source ->
                        List.of(((EnumerablePropertySource<?>) source).getPropertyNames()).stream())
                .filter(name -> GIVEN.stream().anyMatch(name::startsWith))
                .distinct()
                .toList();
    }

    int port() {
        return port;
    }

    void awaitStarted() throws Exception {
        started.get(180, TimeUnit.SECONDS);
    }

    /** True once the process is gone. */
    boolean isDead() {
        return !process.isAlive();
    }

    private void read() {
        try (var lines = process.inputReader()) {
            String last = "";
            String line;
            while ((line = lines.readLine()) != null) {
                last = line;
                if (line.contains(STARTED)) {
                    started.complete(null);
                }
            }
            started.completeExceptionally(
                    new IllegalStateException("ended before it started: " + last));
        } catch (IOException e) {
            started.completeExceptionally(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package io.resolutionflow.platform.testing.service;

import io.resolutionflow.platform.database.ServiceDatabase;
import io.resolutionflow.platform.testing.parts.RealParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * A second process of the service under test, on the parts of the test's own context: to be killed.
 */
public final class ServiceProcess implements AutoCloseable {

    private final Process process;
    private final int port;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    /**
     * @param program the service's main class
     * @param environment of the test's context
     * @param sources property sources of it that the process gets too; {@code real-parts} comes by
     *     itself
     * @param crashPoint where the process halts by itself, as kill -9 would; empty for nowhere
     * @param arguments further properties, as {@code --name=value}
     */
    public ServiceProcess(
            Class<?> program,
            ConfigurableEnvironment environment,
            List<String> sources,
            String crashPoint,
            String... arguments) {
        port = freePort();
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Drf.crash-point=" + crashPoint,
                                "-D"
                                        + ServiceDatabase.ROLE_PREFIX
                                        + "="
                                        + System.getProperty(ServiceDatabase.ROLE_PREFIX, "rf_"),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                program.getName(),
                                "--spring.profiles.active=local",
                                "--server.port=" + port));
        given(environment, List.of(RealParts.SOURCE))
                .forEach(name -> command.add("--" + name + "=" + environment.getProperty(name)));
        given(environment, sources)
                .forEach(name -> command.add("--" + name + "=" + environment.getProperty(name)));
        command.addAll(List.of(arguments));
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> read("Started " + program.getSimpleName()));
    }

    private static List<String> given(ConfigurableEnvironment environment, List<String> sources) {
        return sources.stream()
                .map(environment.getPropertySources()::get)
                .map(EnumerablePropertySource.class::cast)
                .flatMap(source -> Arrays.stream(source.getPropertyNames()))
                .distinct()
                .toList();
    }

    public int port() {
        return port;
    }

    public void awaitStarted() throws Exception {
        started.get(180, TimeUnit.SECONDS);
    }

    /** Whether it is gone within a time. */
    public boolean ends(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    private void read(String ready) {
        try (var lines = process.inputReader()) {
            String last = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (line.contains(ready)) {
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

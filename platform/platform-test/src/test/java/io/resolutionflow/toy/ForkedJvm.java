package io.resolutionflow.toy;

import io.resolutionflow.platform.database.ServiceDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A program of this test's class path in a process of its own, to be hurt. */
final class ForkedJvm implements AutoCloseable {

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private ForkedJvm(Process process, String readyText) {
        this.process = process;
        Thread.ofVirtual().start(() -> read(readyText));
    }

    /**
     * @param readyText part of the line by which the program tells that it works
     */
    static ForkedJvm start(
            Class<?> program,
            List<String> arguments,
            Map<String, String> environment,
            String readyText) {
        return start(program, List.of(), arguments, environment, readyText);
    }

    /**
     * @param options of the JVM, e.g. a crash point
     */
    static ForkedJvm start(
            Class<?> program,
            List<String> options,
            List<String> arguments,
            Map<String, String> environment,
            String readyText) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-D"
                                        + ServiceDatabase.ROLE_PREFIX
                                        + "="
                                        + System.getProperty(ServiceDatabase.ROLE_PREFIX, "rf_"),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path"))));
        command.addAll(options);
        command.add(program.getName());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ForkedJvm(builder.start(), readyText);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line by which it told that it works. */
    String awaitReady() throws Exception {
        return ready.get(180, TimeUnit.SECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As a crash: no hook runs. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
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

    /** {@code STOP} or {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    private void read(String readyText) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.contains(readyText)) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
        ready.completeExceptionally(
                new IllegalStateException("ended early: " + String.join("\n", output)));
    }

    @Override
    public void close() {
        kill();
    }
}

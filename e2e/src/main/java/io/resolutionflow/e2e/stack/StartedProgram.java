package io.resolutionflow.e2e.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One service's program, started with further options as often as one likes. */
public final class StartedProgram {

    private static final Duration READY = Duration.ofSeconds(600);
    private static final Duration END = Duration.ofSeconds(300);
    private static final long BETWEEN_MILLIS = 20;
    private static final Set<String> OF_THE_SHELL = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path directory;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;
    private long began;

    private StartedProgram(
            List<String> command, Map<String, String> environment, Path directory, Path log) {
        this.command = command;
        this.environment = environment;
        this.directory = directory;
        this.log = log;
    }

    /**
     * @param launch what {@code rf launch} prints
     */
    public static StartedProgram of(JsonNode launch, Path log) {
        var command = launch.path("command").valueStream().map(JsonNode::asString).toList();
        Map<String, String> environment = new HashMap<>();
        launch.path("environment")
                .propertyStream()
                .forEach(one -> environment.put(one.getKey(), one.getValue().asString()));
        return new StartedProgram(
                command, environment, Path.of(launch.path("directory").asString()), log);
    }

    /** The same with another command line. */
    public StartedProgram withCommand(UnaryOperator<List<String>> change) {
        return new StartedProgram(List.copyOf(change.apply(command)), environment, directory, log);
    }

    /** The same with further settings, or other values of those it has. */
    public StartedProgram with(Map<String, String> settings) {
        var all = new HashMap<>(environment);
        all.putAll(settings);
        return new StartedProgram(command, all, directory, log);
    }

    public void start(List<String> options) throws IOException {
        var whole = new ArrayList<>(command);
        whole.addAll(1, options);
        var builder =
                new ProcessBuilder(whole)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(OF_THE_SHELL);
        builder.environment().putAll(environment);
        began = System.nanoTime();
        process = builder.start();
    }

    /** From the start of the process until it says that it takes calls. */
    public Duration awaitReady() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + environment.get("MANAGEMENT_SERVER_PORT")
                                                + "/actuator/health/readiness"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        while (System.nanoTime() - began < READY.toNanos() && running().isAlive()) {
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return Duration.ofNanos(System.nanoTime() - began);
                }
            } catch (IOException notYet) {
                // it starts
            }
            Thread.sleep(BETWEEN_MILLIS);
        }
        running().destroyForcibly();
        throw new IOException("not ready after " + READY.toSeconds() + " s; see " + log);
    }

    /** Resident memory after it had nothing to do for a while. */
    public double mebibytesAfter(Duration rest) throws IOException, InterruptedException {
        Thread.sleep(rest);
        var ps =
                new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(running().pid()))
                        .start();
        String kibibytes =
                new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        ps.waitFor();
        return Double.parseDouble(kibibytes) / 1024;
    }

    /** An orderly end. */
    public void stop() throws IOException, InterruptedException {
        running().destroy();
        if (!running().waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            running().destroyForcibly().waitFor();
            throw new IOException("did not end after " + END.toSeconds() + " s; see " + log);
        }
    }

    /** Waits for an end that comes by itself, as that of a migration. */
    public int awaitEnd() throws IOException, InterruptedException {
        if (!running().waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            running().destroyForcibly().waitFor();
            throw new IOException("did not end after " + END.toSeconds() + " s; see " + log);
        }
        return running().exitValue();
    }

    /** At once, if it runs. */
    public void kill() {
        Process known = process;
        if (known != null) {
            known.destroyForcibly();
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }
}

package io.resolutionflow.e2e.stack;

import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A running stack as the {@code rf} command shows it. Addresses and passwords come from the
 * variables that {@code rf test}, {@code rf bench} and {@code rf chaos} export.
 */
public final class Stack {

    private final Gateway gateway = Gateway.fromEnvironment();

    public Gateway gateway() {
        return gateway;
    }

    /** Directory of the parts' logs, one file a part. */
    public Path logs() {
        return Path.of(variable("RF_STATE_DIR"), "logs");
    }

    /** Ends a part at once, as a crash would. */
    public void kill(String part) {
        rf("kill", part, "-9");
    }

    /** Stops a part in order, as a roll-out would. */
    public void stop(String part) {
        rf("kill", part);
    }

    /** Starts a part again and waits until it is ready. */
    public void restart(String part) {
        rf("restart", part);
    }

    /**
     * Runs {@code processes} of one service behind the gateway, 1 to 4; waits until all are ready.
     */
    public void scale(String service, int processes) {
        rf("scale", service, String.valueOf(processes));
    }

    /** Holds a part's process still (SIGSTOP). */
    public void freeze(String part) {
        signal("STOP", part);
    }

    /** Lets a frozen part go on (SIGCONT). */
    public void thaw(String part) {
        signal("CONT", part);
    }

    /** What {@code rf status --json} tells of each part. */
    public List<PartStatus> status() {
        return StreamSupport.stream(
                        Json.read(output(List.of("status", "--json"), false)).spliterator(), false)
                .map(part ->
                        new PartStatus(
                                part.path("name").asString(""),
                                part.path("state").asString(""),
                                part.path("pid").asLong(0),
                                part.path("port").asInt(0),
                                part.path("rss_mb").asInt(0)))
                .toList();
    }

    /** One part; fails when there is none of that name. */
    public PartStatus status(String part) {
        return status().stream()
                .filter(one -> one.name().equals(part))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no part " + part));
    }

    /** How a part is started: {@code command}, {@code environment}, {@code directory}. */
    public JsonNode launch(String part) {
        return Json.read(output(List.of("launch", part), true));
    }

    /**
     * A superuser's connection to the system's database, for checkers and for filling in bulk: it
     * sees every account.
     */
    public Connection database() throws SQLException {
        String server = variable("RF_TEST_POSTGRES_URL");
        String database = server.substring(0, server.lastIndexOf('/') + 1) + "resolutionflow";
        return DriverManager.getConnection(
                database, variable("RF_TEST_POSTGRES_USER"), variable("RF_TEST_POSTGRES_PASSWORD"));
    }

    /** A variable of this stack; fails with a sentence when it is not set. */
    public String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    name + " is not set: start this by ./rf test, ./rf bench or ./rf chaos");
        }
        return value;
    }

    private void signal(String signal, String part) {
        run(List.of("kill", "-" + signal, String.valueOf(status(part).pid())), true);
    }

    private void rf(String... arguments) {
        output(List.of(arguments), true);
    }

    private String output(List<String> arguments, boolean mustSucceed) {
        var command = new ArrayList<String>(List.of(variable("RF_COMMAND")));
        command.addAll(arguments);
        return run(command, mustSucceed);
    }

    private static String run(List<String> command, boolean mustSucceed) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (mustSucceed && exit != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with " + exit + ":\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

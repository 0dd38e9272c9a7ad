package io.resolutionflow.e2e;

import io.resolutionflow.e2e.client.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The stack that ./rf test started, and the handles to hurt it. */
final class RunningStack {

    static final Gateway GATEWAY = Gateway.fromEnvironment();

    private RunningStack() {}

    static Path logs() {
        return Path.of(variable("RF_STATE_DIR"), "logs");
    }

    static void kill(String part) {
        rf("kill", part, "-9");
    }

    static void restart(String part) {
        rf("restart", part);
    }

    private static void rf(String... arguments) {
        var command = new ArrayList<String>(List.of(variable("RF_COMMAND")));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with " + exit + ":\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set: run these tests by ./rf test e2e");
        }
        return value;
    }
}

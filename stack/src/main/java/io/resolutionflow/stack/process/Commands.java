package io.resolutionflow.stack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs programs that end by themselves. */
public final class Commands {

    private Commands() {}

    /**
     * Runs to the end and returns what was printed.
     *
     * @param input given on standard input
     * @throws CommandFailed on an exit code other than 0
     */
    public static String run(List<String> command, String input, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // a program that does not read its input may have closed it
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new CommandFailed(
                    command.getFirst() + " ended with " + code + ":\n" + lastLines(output));
        }
        return output;
    }

    public static String run(List<String> command) throws IOException, InterruptedException {
        return run(command, "", Map.of());
    }

    /**
     * Like {@link #run}, for questions whose answer may be missing: empty when the program is
     * absent or fails.
     */
    public static Optional<String> ask(String... command) {
        try {
            return Optional.of(run(Arrays.asList(command)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    public static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream((path + ":/usr/sbin:/sbin").split(":", -1))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String lastLines(String output) {
        List<String> lines = output.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}

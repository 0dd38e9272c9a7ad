package io.resolutionflow.e2e.upgrade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One build of all programs, each laid out in a folder of its own.
 *
 * @param name as a reader of the report knows it
 */
record Build(String name, Path applications) {

    private static final String ARCHIVE = "-XX:SharedArchiveFile=";

    /**
     * Lays out the executable jars of a source tree, or of a folder of the same shape, as {@code rf
     * up} does.
     */
    static Build laidOut(String name, Path modules, Path place, List<String> services)
            throws IOException, InterruptedException {
        for (String service : services) {
            var command =
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Djarmode=tools",
                            "-jar",
                            executable(modules.resolve(service).resolve("target"), service)
                                    .toString(),
                            "extract",
                            "--force",
                            "--application-filename",
                            service + ".jar",
                            "--destination",
                            place.resolve(service).toString());
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(service + " cannot be laid out: " + output);
            }
        }
        return new Build(name, place);
    }

    private static Path executable(Path target, String service) throws IOException {
        try (var files = Files.list(target)) {
            return files.filter(file ->
                            file.getFileName()
                                    .toString()
                                    .matches(service + "-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(service + " is not built in " + target));
        }
    }

    Path jar(String service) {
        return applications.resolve(service).resolve(service + ".jar");
    }

    /** The command that starts a service, with this build's program in it. */
    List<String> command(String service, List<String> launch) {
        var command = new ArrayList<String>();
        for (int n = 0; n < launch.size(); n++) {
            String word = launch.get(n);
            if (n > 0 && launch.get(n - 1).equals("-jar")) {
                command.add(jar(service).toString());
            } else if (word.startsWith(ARCHIVE)) {
                command.add(ARCHIVE + jar(service).resolveSibling(service + ".jsa"));
            } else {
                command.add(word);
            }
        }
        return List.copyOf(command);
    }
}

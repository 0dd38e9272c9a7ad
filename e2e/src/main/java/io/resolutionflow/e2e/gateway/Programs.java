package io.resolutionflow.e2e.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's programs for a benchmark: the machine's own when installed, else unpacked into a private
 * folder, so that the machine stays as it is and no service is started.
 */
public final class Programs {

    private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/sbin", "/usr/local/bin");

    private final Path root;

    public Programs(Path folder) {
        this.root = folder.resolve("programs");
    }

    /** The program's file; fetched with what it needs when the machine has none. */
    public String find(String program, String debianPackage)
            throws IOException, InterruptedException {
        Optional<Path> present = look(program);
        if (present.isEmpty()) {
            fetch(debianPackage);
            present = look(program);
        }
        return present.map(Path::toString)
                .orElseThrow(() ->
                        new IllegalStateException(
                                program
                                        + " is needed for this benchmark; install Debian's package "
                                        + debianPackage));
    }

    /** What a fetched program needs in its environment. */
    public Map<String, String> environment() throws IOException {
        if (!Files.isDirectory(root)) {
            return Map.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            var folders =
                    all.filter(file -> file.getFileName().toString().contains(".so"))
                            .map(file -> String.valueOf(file.getParent()))
                            .distinct()
                            .toList();
            return folders.isEmpty()
                    ? Map.of()
                    : Map.of("LD_LIBRARY_PATH", String.join(":", folders));
        }
    }

    private Optional<Path> look(String program) {
        return Stream.concat(
                        FOLDERS.stream().map(Path::of),
                        FOLDERS.stream().map(folder -> root.resolve(folder.substring(1))))
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void fetch(String debianPackage) throws IOException, InterruptedException {
        Path packages = Files.createDirectories(root.resolve("packages/partial")).getParent();
        run(
                List.of(
                        "apt-get",
                        "install",
                        "-qq",
                        "-y",
                        "--no-install-recommends",
                        "--download-only",
                        "-o",
                        "Dir::Cache::archives=" + packages,
                        debianPackage));
        try (Stream<Path> all = Files.list(packages)) {
            for (Path one : all.filter(file -> file.toString().endsWith(".deb")).toList()) {
                run(List.of("dpkg", "-x", one.toString(), root.toString()));
            }
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
        }
    }
}

package io.resolutionflow.stack.system;

import io.resolutionflow.stack.instance.StateDirectory;
import io.resolutionflow.stack.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The executable jar of one module, laid out below the state directory: a jar whose libraries lie
 * beside it starts faster than nested ones, and a build may replace the original while this copy
 * runs.
 */
final class ProgramJar {

    private static final String MARK = ".from";

    private final String module;
    private final Path repository;
    private final Path place;

    ProgramJar(String module, Path repository, Path place) {
        this.module = module;
        this.repository = repository;
        this.place = place;
    }

    Path path() {
        return place.resolve(module + ".jar");
    }

    /** Beside the jar, so that it goes when another build is laid out. */
    Path classArchive() {
        return place.resolve(module + ".jsa");
    }

    /** Lays out the present build, unless that was done before. */
    void layOut(String java) throws IOException, InterruptedException {
        Path built = built();
        String mark = built + " " + Files.size(built) + " " + Files.getLastModifiedTime(built);
        Path marker = place.resolve(MARK);
        if (Files.exists(marker) && Files.readString(marker).equals(mark)) {
            return;
        }
        StateDirectory.delete(place);
        Files.createDirectories(place.getParent());
        Commands.run(
                List.of(
                        java,
                        "-Djarmode=tools",
                        "-jar",
                        built.toString(),
                        "extract",
                        "--force",
                        "--application-filename",
                        module + ".jar",
                        "--destination",
                        place.toString()));
        Files.writeString(marker, mark);
    }

    private Path built() throws IOException {
        Path target = repository.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (var files = Files.list(target)) {
                var jar = files.filter(this::isExecutableJar).sorted().findFirst();
                if (jar.isPresent()) {
                    return jar.get();
                }
            }
        }
        throw new IOException(
                module + " is not built: there is no " + module + "/target/" + module + "-*.jar.");
    }

    private boolean isExecutableJar(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(module + "-")
                && name.endsWith(".jar")
                && !name.endsWith("-sources.jar")
                && !name.endsWith("-tests.jar")
                && !name.endsWith("-plain.jar");
    }
}

package io.resolutionflow.stack.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;

/** {@code .rf/}: everything that one instance writes. */
public record StateDirectory(Path root) {

    public Path logs() {
        return directory("logs");
    }

    public Path run() {
        return directory("run");
    }

    public Path data() {
        return directory("data");
    }

    /** Configuration that is written anew at every start. */
    public Path generated() {
        return directory("generated");
    }

    /** Where programs unpack what they carry, instead of the machine's own folder for that. */
    public Path temporary() {
        return directory("tmp");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + root.resolve(name), e);
        }
    }

    /** Deletes a tree without following links out of it. Absent is fine. */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

package io.resolutionflow.stack.backing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that come with this program and that a server wants to read from disk. */
final class Resources {

    private Resources() {}

    static Path copy(String resource, Path directory) throws IOException {
        Path target = directory.resolve(Path.of(resource).getFileName());
        try (var in = Resources.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException("missing in this program: " + resource);
            }
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}

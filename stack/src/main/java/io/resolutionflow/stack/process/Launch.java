package io.resolutionflow.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start one process.
 *
 * @param environment all that the process gets besides {@code PATH}, {@code HOME}, locale and time
 *     zone: a secret of the caller's shell must not leak into every part
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}

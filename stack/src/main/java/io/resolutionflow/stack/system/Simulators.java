package io.resolutionflow.stack.system;

import io.resolutionflow.stack.backing.Jvm;
import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.StateDirectory;
import io.resolutionflow.stack.part.Program;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process of this very program that stands for somebody else's system: PSAs and sinks, or a model
 * server.
 */
final class Simulators implements Program {

    /** They remember all that was ever sent, which a chaos run's notes make much; taken as used. */
    private static final int HEAP_MEBIBYTES = 384;

    private static final String PACKAGE = "io.resolutionflow.stack.simulator.";

    private final String mainClass;
    private final Instance instance;
    private final Path place;

    Simulators(String name, String mainClass, Instance instance) {
        this.mainClass = PACKAGE + mainClass;
        this.instance = instance;
        this.place = instance.state().root().resolve("applications").resolve(name);
    }

    // a copy, because a build may replace the original while it runs
    @Override
    public void prepare(Progress progress) throws IOException {
        StateDirectory.delete(place);
        Files.createDirectories(place);
        Path target = instance.repository().resolve("stack/target");
        copyJars(target);
        copyJars(target.resolve("lib"));
    }

    @Override
    public Optional<Launch> launch() {
        return Optional.of(
                new Launch(
                        Jvm.command(HEAP_MEBIBYTES, List.of("-cp", place + "/*", mainClass)),
                        instance.ports().asVariables(),
                        instance.state().root()));
    }

    private void copyJars(Path from) throws IOException {
        try (var files = Files.list(from)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, place.resolve(jar.getFileName()));
            }
        }
    }
}

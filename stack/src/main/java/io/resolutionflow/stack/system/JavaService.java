package io.resolutionflow.stack.system;

import io.resolutionflow.stack.backing.Jvm;
import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.part.Program;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of the six services, from its module's executable jar. */
final class JavaService implements Program {

    private final ProgramJar jar;
    private final int heapMebibytes;
    private final Map<String, String> environment;
    private final Instance instance;

    /**
     * @param name of the process: each has a copy of the program of its own, so that one can run a
     *     newer build than another
     */
    JavaService(
            String name,
            ServiceDefinition service,
            Map<String, String> environment,
            Instance instance) {
        this.jar =
                new ProgramJar(
                        service.module(),
                        // another build of the same system, for upgrades
                        instance.variable("RF_PROGRAMS")
                                .map(Path::of)
                                .orElse(instance.repository()),
                        instance.state().root().resolve("applications").resolve(name));
        this.heapMebibytes = service.heapMebibytes();
        this.environment = environment;
        this.instance = instance;
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        jar.layOut(Jvm.command(heapMebibytes, List.of()).getFirst());
    }

    @Override
    public Optional<Launch> launch() {
        return Optional.of(
                new Launch(
                        Jvm.command(heapMebibytes, options()),
                        environment,
                        instance.state().root()));
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        // eight bytes less for each object (JEP 519)
        options.add("-XX:+UseCompactObjectHeaders");
        if (instance.variable("RF_FULL_SPEED").isPresent()) {
            // for benchmarks: the optimising compiler, as on a server
            options.add("-XX:TieredStopAtLevel=4");
        } else {
            // a heap that grows to its need and no further: 40 MB less at rest than one that begins
            // at its limit
            options.addAll(
                    List.of("-Xms32m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=25"));
        }
        options.addAll(sharedClasses());
        return options;
    }

    // the first orderly stop writes an archive of the loaded classes; later starts take less than
    // half the time
    private List<String> sharedClasses() {
        return List.of(
                "-Djava.io.tmpdir=" + instance.state().temporary(),
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + jar.classArchive(),
                "-Xlog:cds*=off",
                "-Xlog:aot*=off",
                "-jar",
                jar.path().toString());
    }
}

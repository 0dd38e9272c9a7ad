package io.resolutionflow.stack.system;

import io.resolutionflow.stack.backing.Jvm;
import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.part.Program;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Launch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of the six services, from its module's executable jar. */
final class JavaService implements Program {

    private final ProgramJar jar;
    private final int heapMebibytes;
    private final Map<String, String> environment;
    private final Instance instance;

    JavaService(
            String module, int heapMebibytes, Map<String, String> environment, Instance instance) {
        this.jar =
                new ProgramJar(
                        module,
                        instance.repository(),
                        instance.state().root().resolve("applications"));
        this.heapMebibytes = heapMebibytes;
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

    // the first orderly stop writes an archive of the loaded classes; later starts take less than
    // half the time
    private List<String> options() {
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

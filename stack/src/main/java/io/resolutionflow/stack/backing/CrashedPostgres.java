package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.process.ProcessIdentity;
import io.resolutionflow.stack.process.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Clears the way after a server was killed. PostgreSQL refuses to start while the pid in its lock
 * file exists, and a killed server's pid exists until its parent collects it, which in a container
 * may be never.
 */
final class CrashedPostgres {

    private static final Path PROC = Path.of("/proc");

    private CrashedPostgres() {}

    /**
     * Leaves a lock file alone whose server lives, or whose pid is gone: PostgreSQL handles these
     * itself.
     */
    static void clear(Path data) throws IOException, InterruptedException {
        Path lock = data.resolve("postmaster.pid");
        if (Files.notExists(lock)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
        boolean remains =
                Files.exists(PROC.resolve(String.valueOf(pid)))
                        && ProcessIdentity.of(pid).isEmpty();
        if (remains) {
            for (ProcessIdentity backend : backends(data.toRealPath())) {
                Stopping.kill(backend);
            }
            Files.delete(lock);
        }
    }

    // the server's processes work in its data directory
    private static List<ProcessIdentity> backends(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(process.pid(), data))
                .flatMap(process -> ProcessIdentity.of(process.pid()).stream())
                .toList();
    }

    private static boolean worksIn(long pid, Path data) {
        try {
            return Files.readSymbolicLink(PROC.resolve(String.valueOf(pid)).resolve("cwd"))
                    .equals(data);
        } catch (IOException _) {
            return false;
        }
    }
}

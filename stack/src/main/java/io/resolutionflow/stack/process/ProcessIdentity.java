package io.resolutionflow.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A pid together with the moment its process began, so that a number the system has given to
 * another program since is not taken for ours.
 *
 * @param started opaque; on Linux the boot and the start tick within it, elsewhere what {@code ps}
 *     prints
 */
public record ProcessIdentity(long pid, String started) {

    private static final Path PROC = Path.of("/proc");
    // field 22 of /proc/<pid>/stat; counting begins behind the command name, which may hold spaces
    private static final int START_TICK = 19;
    private static final int STATE = 0;

    /** Empty when there is no such process, or only its not yet collected remains. */
    public static Optional<ProcessIdentity> of(long pid) {
        return (Files.isDirectory(PROC.resolve("self")) ? linuxStart(pid) : portableStart(pid))
                .map(started -> new ProcessIdentity(pid, started));
    }

    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    private static Optional<String> linuxStart(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(String.valueOf(pid)).resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
                return Optional.empty();
            }
            String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            return Optional.of(boot + ":" + fields[START_TICK]);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> portableStart(long pid) {
        return Commands.ask("ps", "-o", "stat=,lstart=", "-p", String.valueOf(pid))
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Z"))
                .map(line -> line.substring(line.indexOf(' ') + 1).strip());
    }
}

package io.resolutionflow.stack.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts processes in a session of their own, so that neither Ctrl-C nor closing the terminal
 * reaches them.
 */
public final class Detached {

    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");

    private Detached() {}

    /**
     * The pid of the result is that of the program itself: every wrapper replaces itself by the
     * next.
     */
    public static Process start(Launch launch, Path log) throws IOException {
        List<String> command = new ArrayList<>(newSession());
        command.addAll(launch.command());
        var builder =
                new ProcessBuilder(command)
                        .directory(launch.directory().toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> inherited = new HashMap<>(builder.environment());
        inherited.keySet().retainAll(INHERITED);
        builder.environment().clear();
        builder.environment().putAll(inherited);
        builder.environment().putAll(launch.environment());
        return builder.start();
    }

    // macOS has no setsid program, but always perl
    private static List<String> newSession() {
        return Commands.find("setsid").isPresent()
                ? List.of("setsid")
                : List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV");
    }
}

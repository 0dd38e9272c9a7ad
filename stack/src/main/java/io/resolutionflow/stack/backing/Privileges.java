package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this user may do on the machine. */
final class Privileges {

    private static final List<String> SUDO = List.of("sudo", "-n");

    private Privileges() {}

    static boolean root() {
        return id("-u").equals("0");
    }

    static String user() {
        return id("-u");
    }

    static String group() {
        return id("-g");
    }

    /** As root; the rf script has asked for the sudo password before, so nothing here prompts. */
    static List<String> asRoot(List<String> command) {
        return root() ? command : with(SUDO, command);
    }

    /** Does the command go through sudo? */
    static boolean elevated(List<String> command) {
        return command.size() > SUDO.size() && command.subList(0, SUDO.size()).equals(SUDO);
    }

    /**
     * Starts an elevated command in a session of its own. sudo stays in ours meanwhile: its memory
     * of the password belongs to the terminal, and a sudo in a new session would ask again.
     */
    static void startInBackground(List<String> elevated, Path log)
            throws IOException, InterruptedException {
        if (Files.notExists(log)) {
            Files.createFile(log);
        }
        List<String> shell =
                List.of(
                        "/bin/sh",
                        "-c",
                        "trap '' HUP; log=$1; shift; setsid \"$@\" </dev/null >>\"$log\" 2>&1 &",
                        "sh",
                        log.toString());
        Commands.run(asRoot(with(shell, elevated.subList(SUDO.size(), elevated.size()))));
    }

    private static List<String> with(List<String> before, List<String> command) {
        List<String> whole = new ArrayList<>(before);
        whole.addAll(command);
        return whole;
    }

    private static String id(String option) {
        return Commands.ask("id", option).map(String::strip).orElse("");
    }
}

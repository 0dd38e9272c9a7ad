package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.process.Commands;
import java.util.ArrayList;
import java.util.List;

/** What this user may do on the machine. */
final class Privileges {

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
        if (root()) {
            return command;
        }
        List<String> elevated = new ArrayList<>(List.of("sudo", "-n"));
        elevated.addAll(command);
        return elevated;
    }

    private static String id(String option) {
        return Commands.ask("id", option).map(String::strip).orElse("");
    }
}

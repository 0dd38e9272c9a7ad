package io.resolutionflow.stack.backing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of small Java processes on the Java that runs this command. */
public final class Jvm {

    private Jvm() {}

    /**
     * Flags for a process that should take little memory and start soon rather than run fast for
     * days.
     */
    public static List<String> command(int heapMebibytes, List<String> rest) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMebibytes + "m");
        command.add("-Xss512k");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(rest);
        return command;
    }
}

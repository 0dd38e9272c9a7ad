package io.resolutionflow.stack.process;

import java.time.Duration;
import java.util.List;

/** Ends processes, politely first. */
public final class Stopping {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration FOR_CHILDREN = Duration.ofSeconds(3);
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private Stopping() {}

    /**
     * Sends the signal, waits, then kills.
     *
     * @param signal name without SIG
     * @return whether the process had to be killed
     */
    public static boolean stop(ProcessIdentity process, String signal, Duration grace)
            throws InterruptedException {
        if (!send(process, signal) || gone(process, grace)) {
            return false;
        }
        kill(process);
        return true;
    }

    /**
     * Kills at once and waits until the process and its children are gone, e.g. the backends of a
     * database.
     */
    public static void kill(ProcessIdentity process) throws InterruptedException {
        var children = children(process);
        killOne(process);
        for (ProcessIdentity child : children) {
            if (!gone(child, FOR_CHILDREN)) {
                killOne(child);
            }
        }
    }

    private static List<ProcessIdentity> children(ProcessIdentity process) {
        return ProcessHandle.of(process.pid()).filter(handle -> process.isAlive()).stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(child -> ProcessIdentity.of(child.pid()).stream())
                .toList();
    }

    private static void killOne(ProcessIdentity process) throws InterruptedException {
        if (send(process, "KILL") && !gone(process, AFTER_KILL)) {
            throw new IllegalStateException("Process " + process.pid() + " does not die.");
        }
    }

    /** Sends nothing when the pid belongs to somebody else by now. */
    private static boolean send(ProcessIdentity process, String signal) {
        return process.isAlive()
                && Commands.ask("kill", "-" + signal, String.valueOf(process.pid())).isPresent();
    }

    private static boolean gone(ProcessIdentity process, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(LOOK_EVERY);
        }
        return true;
    }
}

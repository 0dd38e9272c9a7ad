package io.resolutionflow.platform.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A named place in the code where a crash test may stop the process as {@code kill -9} would: armed
 * only by the system property {@code rf.crash-point}, read once at class load, so that an unarmed
 * point costs one comparison.
 *
 * <p>Several names, separated by commas, each as often as wanted, are reached one thread each: who
 * reaches one stays there, and the last one ends the process, so that one death finds work at every
 * point.
 */
public final class CrashPoint {

    private static final String PROPERTY = System.getProperty("rf.crash-point", "");
    private static final List<String> ARMED = new ArrayList<>(List.of(PROPERTY.split(",")));
    private static final int KILLED = 137;

    private CrashPoint() {}

    /** Halts the process, without shutdown hooks, when the points armed were all reached. */
    public static void hit(String name) {
        if (PROPERTY.isEmpty()) {
            return;
        }
        synchronized (ARMED) {
            if (!ARMED.remove(name)) {
                return;
            }
            if (ARMED.isEmpty()) {
                Runtime.getRuntime().halt(KILLED);
            }
        }
        new Semaphore(0).acquireUninterruptibly();
    }
}

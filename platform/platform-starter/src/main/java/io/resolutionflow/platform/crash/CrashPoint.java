package io.resolutionflow.platform.crash;

/**
 * A named place in the code where a crash test may stop the process as {@code kill -9} would: armed
 * only by the system property {@code rf.crash-point}, checked once at class load, so that an
 * unarmed point costs one comparison.
 */
public final class CrashPoint {

    private static final String ARMED = System.getProperty("rf.crash-point", "");
    private static final int KILLED = 137;

    private CrashPoint() {}

    /** Halts the process, without shutdown hooks, when the point of this name is armed. */
    public static void hit(String name) {
        if (!ARMED.isEmpty() && ARMED.equals(name)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}

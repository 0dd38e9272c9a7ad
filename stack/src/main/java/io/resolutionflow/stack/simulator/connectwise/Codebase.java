package io.resolutionflow.stack.simulator.connectwise;

/**
 * The part of the address that changes with releases; the alias always works, as it mostly does in
 * the cloud.
 */
public final class Codebase {

    private static final String ALIAS = "v4_6_release";
    private static final String AT_START = "v2026_1";

    private volatile String current = AT_START;

    public String current() {
        return current;
    }

    /** From now on the former one is a 404. */
    public void rotateTo(String next) {
        current = next;
    }

    public void reset() {
        current = AT_START;
    }

    boolean serves(String codebase) {
        return codebase.equals(ALIAS) || codebase.equals(current);
    }
}

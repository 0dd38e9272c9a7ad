package io.resolutionflow.stack.part;

/** Tells the person at the terminal what happens. */
@FunctionalInterface
public interface Progress {

    void say(String unit, String what);
}

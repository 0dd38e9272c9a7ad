package io.resolutionflow.stack.simulator.desk;

/** Who changes something, and why: {@code cause} is {@code api} or the name of a fault. */
public record Author(String name, String cause) {

    public static Author api(String name) {
        return new Author(name, "api");
    }
}

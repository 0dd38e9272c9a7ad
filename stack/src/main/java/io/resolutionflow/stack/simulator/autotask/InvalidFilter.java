package io.resolutionflow.stack.simulator.autotask;

/** A query the server would refuse. */
final class InvalidFilter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidFilter(String message) {
        super(message);
    }
}

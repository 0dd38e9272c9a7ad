package io.resolutionflow.stack.simulator.connectwise;

/** A condition, order or field list that the server would refuse with 400. */
final class InvalidQuery extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidQuery(String message) {
        super(message);
    }
}

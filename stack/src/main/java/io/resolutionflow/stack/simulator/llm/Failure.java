package io.resolutionflow.stack.simulator.llm;

/**
 * An answer that is an error.
 *
 * @param status as the first format tells it; 529 becomes 503 where the format has no 529
 * @param retryAfterSeconds 0 when nothing is said about it
 */
record Failure(int status, int retryAfterSeconds) {

    static final int OVERLOADED = 529;

    Failure(int status) {
        this(status, 0);
    }
}

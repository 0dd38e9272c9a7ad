package io.resolutionflow.stack.simulator.llm;

/**
 * An answer that is an error.
 *
 * @param status as the first format tells it; 529 becomes 503 where the format has no 529
 * @param retryAfterSeconds 0 when nothing is said about it
 * @param reason what the vendor tells beside the status
 */
record Failure(int status, int retryAfterSeconds, Reason reason) {

    static final int OVERLOADED = 529;

    /** Refusals that one status shares with others. */
    enum Reason {
        NONE,
        /** No credit is left, or the day's quota is used up: asking again is of no use. */
        SPENT,
        /** The input is too long for this model. */
        TOO_LONG,
        /** The server does not know usage in streams or schemas. */
        UNKNOWN_OPTION
    }

    Failure(int status) {
        this(status, 0);
    }

    Failure(int status, int retryAfterSeconds) {
        this(status, retryAfterSeconds, Reason.NONE);
    }
}

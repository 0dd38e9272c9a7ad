package io.resolutionflow.platform.egress;

import java.io.Serial;

/**
 * A request without a usable answer. What matters is whether anything may have reached the other
 * side.
 */
public class CallFailed extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    /** How far the request came. */
    public enum Reach {
        /** The address is not allowed: no connection was tried. */
        BLOCKED,
        /** No connection came about: the other side has seen nothing. */
        NOT_SENT,
        /** The request, or part of it, went out: what the other side did is unknown. */
        UNKNOWN
    }

    private final Reach reach;

    CallFailed(Reach reach, String reason) {
        // no cause: exceptions of HTTP clients carry addresses and headers
        super(reason, null, false, false);
        this.reach = reach;
    }

    public Reach reach() {
        return reach;
    }
}

package io.resolutionflow.stack.simulator.fault;

/** When in a request's life a fault strikes. */
public enum Stage {
    /** At sign-in. */
    SIGN_IN,
    /** Before anything is done: nothing is stored. */
    BEFORE,
    /** While the change is made: what is stored or told is not what it seems. */
    CHANGE,
    /** After the change: it is stored, the answer suffers. */
    ANSWER
}

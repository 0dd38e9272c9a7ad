package io.resolutionflow.handoff.handoff;

/** How much of a hand-off a caller may see (contract-handoffs §1, KD-43). */
public enum Sight {
    /** As if it did not exist. */
    NONE,
    /** Owners and admins who took no part: without snapshot and notes. */
    WITHOUT_CONTENT,
    FULL
}

package io.resolutionflow.handoff.handoff;

/** How far the live stream of the bound account has come. */
public interface StreamPosition {

    /** Last sequence written, 0 before the first; in a transaction of the caller. */
    long current();
}

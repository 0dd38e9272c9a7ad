package io.resolutionflow.handoff.handoff;

/** Live while {@code OPEN} or {@code CLAIMED}. */
public enum Status implements WireName {
    OPEN,
    CLAIMED,
    CANCELLED,
    CLOSED
}

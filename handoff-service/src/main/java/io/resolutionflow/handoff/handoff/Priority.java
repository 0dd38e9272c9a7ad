package io.resolutionflow.handoff.handoff;

/** Lowest first; the ordinal is what rows are ordered by. */
public enum Priority implements WireName {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}

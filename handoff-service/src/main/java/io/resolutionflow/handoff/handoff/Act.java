package io.resolutionflow.handoff.handoff;

/** What can happen to a hand-off (contract-handoffs §2.2). */
public enum Act implements WireName {
    CREATED,
    CLAIMED,
    RELEASED,
    REASSIGNED,
    CANCELLED,
    EXPIRED,
    CLOSED
}

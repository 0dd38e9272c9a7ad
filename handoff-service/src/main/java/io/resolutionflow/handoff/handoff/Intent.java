package io.resolutionflow.handoff.handoff;

/** Parked for later, or escalated to the team. */
public enum Intent implements WireName {
    PARK,
    ESCALATE
}

package io.resolutionflow.handoff.handoff;

/** The entry a hand-off came by (contract-handoffs §2.3). */
public enum Origin implements WireName {
    HANDOFF,
    ESCALATE,
    PACKAGE_POST,
    L1_ESCALATE,
    L1_ESCALATE_WITHOUT_WALK
}

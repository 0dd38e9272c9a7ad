package io.resolutionflow.handoff.handoff;

/** Why a hand-off was closed by something else than a cancel. */
public enum CloseReason implements WireName {
    RESOLVED,
    ABANDONED,
    DELETED,
    RESUMED,
    HANDED_ON,
    SUPERSEDED
}

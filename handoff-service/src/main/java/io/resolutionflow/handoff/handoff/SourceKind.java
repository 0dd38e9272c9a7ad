package io.resolutionflow.handoff.handoff;

/** What was handed on; its owner keeps its status. */
public enum SourceKind implements WireName {
    AI_SESSION,
    L1_WALK
}

package io.resolutionflow.handoff.handoff;

/** Where the AI assessment is (contract-handoffs §9). */
public enum AssessmentState implements WireName {
    NOT_WANTED,
    PENDING,
    RUNNING,
    READY,
    FAILED,
    SKIPPED
}

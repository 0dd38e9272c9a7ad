package io.resolutionflow.l1walk.walk;

import org.jspecify.annotations.Nullable;

/** An answer to the node the technician saw; {@code version} guards further when sent. */
public record StepCommand(
        String nodeId, String answer, @Nullable String note, @Nullable Integer version) {}

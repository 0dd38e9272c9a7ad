package io.resolutionflow.l1walk.escalation;

import org.jspecify.annotations.Nullable;

/** What a technician says when handing a walk on. */
public record HandOn(String reasonCategory, @Nullable String reason, String priority) {}

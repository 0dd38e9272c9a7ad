package io.resolutionflow.handoff.handoff;

import io.resolutionflow.platform.audit.AuditLog.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Told inside the transaction of the act to those features that add their own rows to it. */
public record HandoffChanged(
        Act act,
        @Nullable Handoff before,
        Handoff after,
        Actor actor,
        @Nullable String reason,
        Instant at) {}

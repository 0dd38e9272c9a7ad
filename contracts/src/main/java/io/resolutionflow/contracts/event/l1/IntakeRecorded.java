package io.resolutionflow.contracts.event.l1;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code l1.intake_recorded}: one per intake, whatever came of it (KD-56). */
public record IntakeRecorded(
        UUID intakeId,
        String outcome,
        @Nullable String reason,
        @Nullable String category,
        @Nullable Double bestScore,
        @Nullable Double pFlow,
        String mode,
        @Nullable UUID flowId,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "l1.intake_recorded";
}

package io.resolutionflow.contracts.event.ai;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account has another plan (contract-ai §10). The aggregate is the account. */
public record AiPlanChanged(
        UUID accountId,
        String planCode,
        String previousPlanCode,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "ai.plan_changed";
}

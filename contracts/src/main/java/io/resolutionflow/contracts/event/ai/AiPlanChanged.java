package io.resolutionflow.contracts.event.ai;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account has another plan, or other limits (contract-ai §10). The aggregate is the account.
 *
 * @param previousPlanCode the same where only limits changed
 * @param changedLimits those that hold otherwise from now on, overrides counted in
 */
public record AiPlanChanged(
        UUID accountId,
        String planCode,
        String previousPlanCode,
        List<ChangedLimit> changedLimits,
        UUID actorId,
        String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String TYPE = "ai.plan_changed";

    /**
     * One limit; a number, a tier's name, or null for no limit.
     *
     * @param limit column of the plan
     */
    public record ChangedLimit(String limit, @Nullable Object before, @Nullable Object after) {}
}

package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.quota.Adjustments;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * A holder that wakes after its lease: what the provider used is written down, and charged to
 * nobody.
 */
@Component
class LateUsage {

    private final AttemptStore attempts;
    private final Adjustments adjustments;

    LateUsage(AttemptStore attempts, Adjustments adjustments) {
        this.attempts = attempts;
        this.adjustments = adjustments;
    }

    void record(UUID account, HeldRequest row, Settlement settlement) {
        attempts.settle(account, row.id(), settlement, false);
        var counts = settlement.counts();
        if (row.monthlyStart() == null || counts == null) {
            return;
        }
        adjustments.record(
                account,
                row.id(),
                settlement.attempt(),
                "monthly",
                row.monthlyStart(),
                "tokens",
                counts.total(),
                Adjustments.LATE_SETTLE);
    }
}

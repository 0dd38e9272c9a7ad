package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.quota.Adjustments;
import io.resolutionflow.aigateway.quota.Adjustments.Adjustment;
import io.resolutionflow.aigateway.sql.Statements;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * A holder that wakes after its lease: what the provider used is written down, and charged to
 * nobody.
 */
@Component
class LateUsage {

    private final Statements statements;
    private final Adjustments adjustments;

    LateUsage(Statements statements, Adjustments adjustments) {
        this.statements = statements;
        this.adjustments = adjustments;
    }

    void record(UUID account, HeldRequest row, Settlement settlement) {
        settlement
                .counted()
                .forEach(used ->
                        statements.later(
                                AttemptStore.ended(
                                        account, row.id(), used, "expired", "late_settle", false)));
        var counts = settlement.counts();
        if (row.monthlyStart() == null || counts == null) {
            return;
        }
        adjust(account, row, settlement, row.monthlyStart(), "tokens", counts.total());
        Long cost = settlement.costMicros();
        if (cost != null) {
            adjust(account, row, settlement, row.monthlyStart(), "cost", cost);
        }
    }

    private void adjust(
            UUID account,
            HeldRequest row,
            Settlement settlement,
            Instant month,
            String metric,
            long delta) {
        adjustments.record(
                account,
                new Adjustment(
                        row.id(),
                        settlement.last().attempt(),
                        "monthly",
                        month,
                        metric,
                        delta,
                        Adjustments.LATE_SETTLE,
                        "the answer came after its lease",
                        null,
                        null));
    }
}

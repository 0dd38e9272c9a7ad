package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.QuotaSignals;
import io.resolutionflow.aigateway.quota.Quotas;
import io.resolutionflow.aigateway.quota.Windows;
import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statements;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Turns a hold into what was used and keeps the answer under the key (contract-ai §6.3, settle).
 * Always inside the caller's transaction.
 */
@Component
class SettleHold {

    private final Statements statements;
    private final Quotas quotas;
    private final QuotaSignals signals;
    private final UsageEvents events;
    private final LateUsage lateUsage;

    SettleHold(
            Statements statements,
            Quotas quotas,
            QuotaSignals signals,
            UsageEvents events,
            LateUsage lateUsage) {
        this.statements = statements;
        this.quotas = quotas;
        this.signals = signals;
        this.events = events;
        this.lateUsage = lateUsage;
    }

    /** False when the hold is gone: then the usage is written down, and nobody is charged. */
    boolean settle(NewRequest request, Settlement settlement) {
        UUID account = request.account();
        Query<HeldRequest> locked = RequestStore.locking(account, request.id());
        statements.run(locked, quotas.locking(account, request.id()));
        HeldRequest row = locked.first().orElseThrow();
        if (row.isSettled()) {
            // the commit came through though its word was lost; a second settle changes nothing
            return true;
        }
        if (!row.isHeld()) {
            lateUsage.record(account, row, settlement);
            return false;
        }
        Windows after = row.counts() ? charge(account, row, settlement) : null;
        close(account, row, settlement);
        events.settled(row, settlement, request.actingAs());
        if (after != null) {
            signals.passed(account, after, settlement.warnAtPercent(), row.readAt());
        }
        return true;
    }

    private void close(UUID account, HeldRequest row, Settlement settlement) {
        if (row.attempts() > settlement.last().attempt()) {
            // a repair that failed: the answer before it is given
            statements.later(
                    AttemptStore.runningClosed(account, row.id(), "failed", "no_answer", null));
        }
        String outcome = settlement.isCancelled() ? "cancelled" : "succeeded";
        for (Metered used : settlement.counted()) {
            statements.later(
                    AttemptStore.ended(account, row.id(), used, outcome, null, row.counts()));
        }
        String offlineReason = settlement.offlineReason(row.offlineReason());
        statements.later(RequestStore.settled(account, row.id(), settlement, offlineReason));
        if (row.key() != null) {
            statements.later(
                    CompletionKeys.finished(
                            account, row.task(), row.key(), row.id(), settlement.answer()));
        }
    }

    private Windows charge(UUID account, HeldRequest row, Settlement settlement) {
        var counts = settlement.counts();
        Long cost = settlement.costMicros();
        var actual =
                new Amounts(
                        row.held().calls(),
                        counts == null ? 0 : counts.total(),
                        cost == null ? 0 : cost,
                        row.held().treeBuilds());
        return quotas.settle(
                account,
                row.id(),
                Objects.requireNonNull(row.dailyStart()),
                Objects.requireNonNull(row.monthlyStart()),
                row.held(),
                actual);
    }
}

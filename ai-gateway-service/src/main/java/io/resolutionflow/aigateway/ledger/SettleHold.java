package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.QuotaSignals;
import io.resolutionflow.aigateway.quota.Quotas;
import io.resolutionflow.aigateway.quota.Windows;
import io.resolutionflow.aigateway.sql.Statements;
import io.resolutionflow.aigateway.sql.Statements.Statement;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Turns a hold into what was used and keeps the answer under the key (contract-ai §6.3, settle).
 * Always inside the caller's transaction.
 */
@Component
class SettleHold {

    private final RequestStore requests;
    private final AttemptStore attempts;
    private final CompletionKeys keys;
    private final Statements statements;
    private final Quotas quotas;
    private final QuotaSignals signals;
    private final UsageEvents events;
    private final LateUsage lateUsage;

    SettleHold(
            RequestStore requests,
            AttemptStore attempts,
            CompletionKeys keys,
            Statements statements,
            Quotas quotas,
            QuotaSignals signals,
            UsageEvents events,
            LateUsage lateUsage) {
        this.requests = requests;
        this.attempts = attempts;
        this.keys = keys;
        this.statements = statements;
        this.quotas = quotas;
        this.signals = signals;
        this.events = events;
        this.lateUsage = lateUsage;
    }

    /** False when the hold is gone: then the usage is written down, and nobody is charged. */
    boolean settle(NewRequest request, Settlement settlement) {
        UUID account = request.account();
        HeldRequest row = requests.lock(account, request.id()).orElseThrow();
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
            attempts.closeRunning(account, row.id(), "failed", "no_answer", null);
        }
        String outcome = settlement.isCancelled() ? "cancelled" : "succeeded";
        var writes = new ArrayList<Statement>();
        for (Metered used : settlement.counted()) {
            writes.add(attempts.ended(account, row.id(), used, outcome, null, row.counts()));
        }
        String offlineReason = settlement.offlineReason(row.offlineReason());
        writes.add(requests.settled(account, row.id(), settlement, offlineReason));
        if (row.key() != null) {
            writes.add(
                    keys.finished(account, row.task(), row.key(), row.id(), settlement.answer()));
        }
        statements.run(writes);
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

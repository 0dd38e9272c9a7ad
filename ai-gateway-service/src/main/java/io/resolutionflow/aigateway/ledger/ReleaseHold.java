package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.Quotas;
import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statements;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Gives a hold back (contract-ai §6.3, release and expire). Always inside the caller's transaction.
 */
@Component
class ReleaseHold {

    private final Statements statements;
    private final Quotas quotas;
    private final UsageEvents events;

    ReleaseHold(Statements statements, Quotas quotas, UsageEvents events) {
        this.statements = statements;
        this.quotas = quotas;
        this.events = events;
    }

    /** Nothing happens to a row that is not held, or whose lease was renewed meanwhile. */
    void release(UUID account, UUID id, Ending ending) {
        Query<HeldRequest> locked = RequestStore.locking(account, id);
        statements.run(locked, quotas.locking(account, id));
        HeldRequest row = locked.first().orElse(null);
        if (row == null || !row.isHeld() || ending.isExpiry() && !row.leaseOver()) {
            return;
        }
        if (row.dailyStart() != null && row.monthlyStart() != null) {
            quotas.settle(
                    account, id, row.dailyStart(), row.monthlyStart(), row.held(), Amounts.NONE);
        }
        CrashSite.duringRelease();
        statements.later(
                AttemptStore.runningClosed(
                        account, id, ending.outcome(), ending.errorCode(), ending.httpStatus()));
        ending.billed()
                .forEach(used ->
                        statements.later(
                                AttemptStore.ended(
                                        account,
                                        id,
                                        used,
                                        ending.outcome(),
                                        ending.errorCode(),
                                        false)));
        statements.later(
                RequestStore.closed(
                        account, id, ending.state(), ending.outcome(), ending.errorCode()));
        if (row.key() != null) {
            statements.later(CompletionKeys.freed(account, row.task(), row.key(), id));
        }
        events.ended(row, ending.outcome(), ending.errorCode());
    }
}

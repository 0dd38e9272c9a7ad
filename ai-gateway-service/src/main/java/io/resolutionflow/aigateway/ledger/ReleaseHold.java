package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.Quotas;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Gives a hold back (contract-ai §6.3, release and expire). Always inside the caller's transaction.
 */
@Component
class ReleaseHold {

    private final RequestStore requests;
    private final AttemptStore attempts;
    private final CompletionKeys keys;
    private final Quotas quotas;
    private final UsageEvents events;

    ReleaseHold(
            RequestStore requests,
            AttemptStore attempts,
            CompletionKeys keys,
            Quotas quotas,
            UsageEvents events) {
        this.requests = requests;
        this.attempts = attempts;
        this.keys = keys;
        this.quotas = quotas;
        this.events = events;
    }

    /** Nothing happens to a row that is not held, or whose lease was renewed meanwhile. */
    void release(UUID account, UUID id, Ending ending) {
        HeldRequest row = requests.lock(account, id).orElse(null);
        if (row == null || !row.isHeld() || ending.isExpiry() && !row.leaseOver()) {
            return;
        }
        if (row.dailyStart() != null && row.monthlyStart() != null) {
            quotas.settle(
                    account, id, row.dailyStart(), row.monthlyStart(), row.held(), Amounts.NONE);
        }
        CrashSite.duringRelease();
        attempts.closeRunning(
                account, id, ending.outcome(), ending.errorCode(), ending.httpStatus());
        ending.billed()
                .forEach(used ->
                        attempts.end(
                                account, id, used, ending.outcome(), ending.errorCode(), false));
        requests.close(account, id, ending.state(), ending.outcome(), ending.errorCode());
        if (row.key() != null) {
            keys.free(account, row.task(), row.key(), id);
        }
        events.ended(row, ending.outcome(), ending.errorCode());
    }
}

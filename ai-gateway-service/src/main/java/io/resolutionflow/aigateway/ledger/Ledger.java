package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.ledger.Opening.Opened;
import io.resolutionflow.aigateway.ledger.Opening.Refused;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.sql.Statements;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Hold → settle (contract-ai §6.3). Each step is one transaction of its own and none spans a call
 * (KD-25); locks are taken in the order request, daily window, monthly window.
 */
@Service
public class Ledger {

    private final GroupCommit groups;
    private final ReserveHold reserveHold;
    private final SettleHold settleHold;
    private final ReleaseHold releaseHold;
    private final Statements statements;
    private final RunningCalls running;
    private final LedgerMetrics metrics;
    private final SettlePatience patience;

    Ledger(
            GroupCommit groups,
            ReserveHold reserveHold,
            SettleHold settleHold,
            ReleaseHold releaseHold,
            Statements statements,
            RunningCalls running,
            LedgerMetrics metrics,
            SettlePatience patience) {
        this.groups = groups;
        this.reserveHold = reserveHold;
        this.settleHold = settleHold;
        this.releaseHold = releaseHold;
        this.statements = statements;
        this.running = running;
        this.metrics = metrics;
        this.patience = patience;
    }

    /**
     * Reserves, all or nothing, and commits request and first attempt.
     *
     * @param recordsDenial whether a refusal ends the request; false when it goes on offline
     */
    public Opening open(
            NewRequest request,
            Entitlement entitlement,
            Demand wanted,
            Candidate first,
            boolean recordsDenial) {
        Opening opening =
                groups.run(
                        request.account(),
                        () ->
                                reserveHold.reserve(
                                        request, entitlement, wanted, first, recordsDenial));
        if (opening instanceof Opened) {
            running.began(request.id());
            metrics.opened();
        } else if (opening instanceof Refused refused) {
            metrics.denied(refused.denial().metric());
        }
        return opening;
    }

    /** Records a call that takes nothing from the account and is over already: one transaction. */
    public void record(NewRequest request, Settlement settlement) {
        statements.transaction(() -> {
            reserveHold.insert(request, Amounts.NONE, null, settlement.candidate(), 0);
            settleHold.settle(request, settlement);
        });
        metrics.settled(request, settlement);
    }

    /**
     * Closes the failed attempt and commits the row of the next one, before it is made.
     *
     * @param billed what the failed one used all the same; null when nothing is known of it
     */
    public void nextAttempt(
            NewRequest request,
            int n,
            String kind,
            Candidate candidate,
            ProviderFailure failure,
            @Nullable Metered billed) {
        UUID account = request.account();
        statements.transaction(() -> {
            String code = failure.errorClass().wireName();
            statements.later(
                    AttemptStore.runningClosed(
                            account, request.id(), "failed", code, failure.httpStatus()));
            if (billed != null) {
                statements.later(
                        AttemptStore.ended(account, request.id(), billed, "failed", code, false));
            }
            statements.later(
                    RequestStore.attempts(account, request.id(), n),
                    AttemptStore.begun(account, request.id(), n, kind, candidate));
        });
        CrashSite.afterAttemptRow();
    }

    /**
     * A larger hold and the row of a repair, under the rule of reserve (contract-ai §5.3).
     *
     * @param first the answer that does not fit, with what it used
     * @return false when there is no room for it: then it is not made
     */
    public boolean topUp(NewRequest request, Metered first, Demand more) {
        boolean held = groups.run(request.account(), () -> reserveHold.topUp(request, first, more));
        if (held) {
            CrashSite.afterAttemptRow();
        }
        return held;
    }

    /**
     * Turns the hold into what was used and keeps the answer under the key, in one transaction:
     * what a caller got is always in the ledger.
     *
     * @return false when the hold is gone: the lease ended before the answer came, and the caller
     *     must not get it
     */
    public boolean settle(NewRequest request, Settlement settlement) {
        try {
            boolean settled =
                    patience.untilLeaseEnds(() ->
                            groups.run(
                                    request.account(),
                                    () -> settleHold.settle(request, settlement)));
            if (settled) {
                metrics.settled(request, settlement);
            }
            return settled;
        } finally {
            running.ended(request.id());
            metrics.closed();
        }
    }

    /**
     * A failure takes nothing (KD-4): the hold goes back, the key is free, the rows say why, and
     * what a provider billed all the same is shown as uncounted cost.
     */
    public void release(NewRequest request, Ending ending) {
        try {
            patience.untilLeaseEnds(() ->
                    groups.run(
                            request.account(),
                            () -> {
                                releaseHold.release(request.account(), request.id(), ending);
                                return true;
                            }));
            metrics.ended(request, ending.outcome());
        } finally {
            running.ended(request.id());
            metrics.closed();
        }
    }

    /**
     * For the reaper, inside the account of the row: nothing happens to a row that was settled
     * meanwhile.
     */
    public void expire(UUID account, UUID request) {
        statements.transaction(() -> releaseHold.release(account, request, Ending.LEASE_OVER));
        metrics.expired();
    }
}

package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.ledger.Opening.KeyTaken;
import io.resolutionflow.aigateway.ledger.Opening.Opened;
import io.resolutionflow.aigateway.ledger.Opening.Refused;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.QuotaSignals;
import io.resolutionflow.aigateway.quota.Quotas;
import io.resolutionflow.aigateway.quota.Windows;
import io.resolutionflow.aigateway.quota.Windows.Denial;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hold → settle (contract-ai §6.3). Each step is one transaction of its own and none spans a call
 * (KD-25); locks are taken in the order request, daily window, monthly window.
 */
@Service
public class Ledger {

    private final TransactionTemplate transaction;
    private final RequestStore requests;
    private final AttemptStore attempts;
    private final CompletionKeys keys;
    private final Quotas quotas;
    private final QuotaSignals signals;
    private final UsageEvents events;
    private final LateUsage lateUsage;
    private final RunningCalls running;
    private final LedgerMetrics metrics;

    Ledger(
            TransactionTemplate transaction,
            RequestStore requests,
            AttemptStore attempts,
            CompletionKeys keys,
            Quotas quotas,
            QuotaSignals signals,
            UsageEvents events,
            LateUsage lateUsage,
            RunningCalls running,
            LedgerMetrics metrics) {
        this.transaction = transaction;
        this.requests = requests;
        this.attempts = attempts;
        this.keys = keys;
        this.quotas = quotas;
        this.signals = signals;
        this.events = events;
        this.lateUsage = lateUsage;
        this.running = running;
        this.metrics = metrics;
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
                transaction.execute(status -> {
                    Opening result = reserve(request, entitlement, wanted, first, recordsDenial);
                    if (result instanceof KeyTaken) {
                        status.setRollbackOnly();
                    }
                    return result;
                });
        if (opening instanceof Opened) {
            running.began(request.id());
            metrics.opened();
        } else if (opening instanceof Refused refused) {
            metrics.denied(refused.denial().metric());
        }
        return Objects.requireNonNull(opening);
    }

    private Opening reserve(
            NewRequest request,
            Entitlement entitlement,
            Demand wanted,
            Candidate first,
            boolean recordsDenial) {
        if (!wanted.counts()) {
            return insert(request, Amounts.NONE, null, first, wanted.maxOutput());
        }
        Demand demand =
                request.attempt() > 1 && requests.countedBefore(request)
                        ? wanted.withoutCall()
                        : wanted;
        // the window is that of the hold, not of the moment the limits were read
        Entitlement now = entitlement.at(requests.now());
        Windows windows = quotas.lock(request.account(), now);
        OptionalInt output = demand.fittingOutput(windows);
        Amounts amounts = demand.amounts(output.orElse(demand.least()));
        Optional<Denial> denial = windows.denial(amounts);
        if (denial.isPresent()) {
            signals.exhausted(request.account(), windows, denial.get().metric(), now.asOf());
            if (recordsDenial) {
                requests.insertDenied(request, "quota_exceeded");
            }
            return new Refused(denial.get(), windows);
        }
        quotas.hold(request.account(), windows, amounts);
        return insert(request, amounts, windows, first, output.orElse(demand.least()));
    }

    private Opening insert(
            NewRequest request,
            Amounts held,
            @Nullable Windows windows,
            Candidate first,
            int maxOutput) {
        if (request.key() != null
                && !keys.take(
                        request.account(),
                        request.task(),
                        request.key(),
                        request.bodyHash(),
                        request.id())) {
            return new KeyTaken();
        }
        requests.insertHeld(request, held, windows, running.owner(), RunningCalls.LEASE);
        attempts.insert(request.account(), request.id(), 1, "first", first);
        return new Opened(maxOutput);
    }

    /** Records a call that takes nothing from the account and is over already: one transaction. */
    public void record(NewRequest request, Settlement settlement) {
        transaction.executeWithoutResult(status -> {
            insert(request, Amounts.NONE, null, settlement.candidate(), 0);
            settleHeld(request, settlement);
        });
        metrics.succeeded(request, settlement);
    }

    /** Closes the failed attempt and commits the row of the next one, before it is made. */
    public void nextAttempt(
            UUID account,
            UUID request,
            int n,
            String kind,
            Candidate candidate,
            String errorCode,
            @Nullable Integer status) {
        transaction.executeWithoutResult(tx -> {
            attempts.closeRunning(account, request, "failed", errorCode, status);
            requests.addAttempt(account, request, n);
            attempts.insert(account, request, n, kind, candidate);
        });
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
                    Boolean.TRUE.equals(
                            transaction.execute(status -> settleHeld(request, settlement)));
            if (settled) {
                metrics.succeeded(request, settlement);
            }
            return settled;
        } finally {
            running.ended(request.id());
            metrics.closed();
        }
    }

    private boolean settleHeld(NewRequest request, Settlement settlement) {
        UUID account = request.account();
        HeldRequest row = requests.lock(account, request.id()).orElseThrow();
        if (!row.isHeld()) {
            lateUsage.record(account, row, settlement);
            return false;
        }
        Windows after = row.counts() ? charge(account, row, settlement) : null;
        attempts.settle(account, row.id(), settlement, row.counts());
        requests.settle(
                account, row.id(), settlement, settlement.offlineReason(row.offlineReason()));
        if (row.key() != null) {
            keys.finish(account, row.task(), row.key(), row.id(), settlement.answer());
        }
        events.succeeded(row, settlement, request.actingAs(), requests.now());
        if (after != null) {
            signals.passed(account, after, settlement.warnAtPercent(), requests.now());
        }
        return true;
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

    /** A failure takes nothing (KD-4): the hold goes back, the key is free, the rows say why. */
    public void release(NewRequest request, String errorCode, @Nullable Integer httpStatus) {
        try {
            transaction.executeWithoutResult(status ->
                    giveBack(
                            request.account(),
                            request.id(),
                            "released",
                            "failed",
                            errorCode,
                            httpStatus));
            metrics.failed(request);
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
        transaction.executeWithoutResult(
                status -> giveBack(account, request, "expired", "expired", "lease_expired", null));
        metrics.expired();
    }

    private void giveBack(
            UUID account,
            UUID id,
            String state,
            String outcome,
            String errorCode,
            @Nullable Integer httpStatus) {
        HeldRequest row = requests.lock(account, id).orElse(null);
        boolean renewed = state.equals("expired") && row != null && !row.leaseOver();
        if (row == null || !row.isHeld() || renewed) {
            return;
        }
        if (row.dailyStart() != null && row.monthlyStart() != null) {
            quotas.settle(
                    account, id, row.dailyStart(), row.monthlyStart(), row.held(), Amounts.NONE);
        }
        attempts.closeRunning(
                account, id, state.equals("expired") ? "expired" : "failed", errorCode, httpStatus);
        requests.close(account, id, state, outcome, errorCode);
        if (row.key() != null) {
            keys.free(account, row.task(), row.key(), id);
        }
        events.ended(row, outcome, errorCode, requests.now());
    }
}

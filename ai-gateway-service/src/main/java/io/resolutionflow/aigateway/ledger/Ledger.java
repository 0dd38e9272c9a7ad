package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.ledger.Opening.KeyTaken;
import io.resolutionflow.aigateway.ledger.Opening.Opened;
import io.resolutionflow.aigateway.ledger.Opening.Refused;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.QuotaSignals;
import io.resolutionflow.aigateway.quota.Quotas;
import io.resolutionflow.aigateway.quota.Windows;
import io.resolutionflow.aigateway.quota.Windows.Denial;
import java.util.List;
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
    private final GroupCommit groups;
    private final RequestStore requests;
    private final AttemptStore attempts;
    private final CompletionKeys keys;
    private final Quotas quotas;
    private final QuotaSignals signals;
    private final UsageEvents events;
    private final LateUsage lateUsage;
    private final RunningCalls running;
    private final LedgerMetrics metrics;
    private final SettlePatience patience;

    Ledger(
            TransactionTemplate transaction,
            GroupCommit groups,
            RequestStore requests,
            AttemptStore attempts,
            CompletionKeys keys,
            Quotas quotas,
            QuotaSignals signals,
            UsageEvents events,
            LateUsage lateUsage,
            RunningCalls running,
            LedgerMetrics metrics,
            SettlePatience patience) {
        this.transaction = transaction;
        this.groups = groups;
        this.requests = requests;
        this.attempts = attempts;
        this.keys = keys;
        this.quotas = quotas;
        this.signals = signals;
        this.events = events;
        this.lateUsage = lateUsage;
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
                        () -> reserve(request, entitlement, wanted, first, recordsDenial));
        if (opening instanceof Opened) {
            running.began(request.id());
            metrics.opened();
        } else if (opening instanceof Refused refused) {
            metrics.denied(refused.denial().metric());
        }
        return opening;
    }

    private Opening reserve(
            NewRequest request,
            Entitlement entitlement,
            Demand wanted,
            Candidate first,
            boolean recordsDenial) {
        if (!takeKey(request)) {
            return new KeyTaken();
        }
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
            freeKey(request);
            signals.exhausted(request.account(), windows, denial.get().metric(), now.asOf());
            if (recordsDenial) {
                requests.insertDenied(request, "quota_exceeded");
            }
            return new Refused(denial.get(), windows);
        }
        quotas.hold(request.account(), windows, amounts);
        return insert(request, amounts, windows, first, output.orElse(demand.least()));
    }

    private boolean takeKey(NewRequest request) {
        return request.key() == null
                || keys.take(
                        request.account(),
                        request.task(),
                        request.key(),
                        request.bodyHash(),
                        request.id());
    }

    private void freeKey(NewRequest request) {
        if (request.key() != null) {
            keys.free(request.account(), request.task(), request.key(), request.id());
        }
    }

    private Opening insert(
            NewRequest request,
            Amounts held,
            @Nullable Windows windows,
            Candidate first,
            int maxOutput) {
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
        transaction.executeWithoutResult(tx -> {
            String code = failure.errorClass().wireName();
            attempts.closeRunning(
                    request.account(), request.id(), "failed", code, failure.httpStatus());
            if (billed != null) {
                attempts.end(request.account(), request.id(), billed, "failed", code, false);
            }
            requests.addAttempt(request.account(), request.id(), n);
            attempts.insert(request.account(), request.id(), n, kind, candidate);
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
        boolean held =
                groups.run(
                        request.account(),
                        () -> {
                            HeldRequest row =
                                    requests.lock(request.account(), request.id()).orElseThrow();
                            return row.isHeld() && topUp(request, row, first, more);
                        });
        if (held) {
            CrashSite.afterAttemptRow();
        }
        return held;
    }

    private boolean topUp(NewRequest request, HeldRequest row, Metered first, Demand more) {
        UUID account = request.account();
        if (row.dailyStart() != null && row.monthlyStart() != null) {
            Windows windows = quotas.relock(account, row.dailyStart(), row.monthlyStart());
            Amounts amounts = more.withoutCall().amounts(more.maxOutput());
            if (windows.denial(amounts).isPresent()) {
                return false;
            }
            quotas.hold(account, windows, amounts);
            requests.addHold(account, row.id(), amounts);
        }
        attempts.end(account, row.id(), first, "succeeded", "invalid_output", false);
        requests.addAttempt(account, row.id(), first.attempt() + 1);
        attempts.insert(account, row.id(), first.attempt() + 1, "repair", first.candidate());
        return true;
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
                            groups.run(request.account(), () -> settleHeld(request, settlement)));
            if (settled) {
                metrics.settled(request, settlement);
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
        if (row.isSettled()) {
            // the commit came through though its word was lost; a second settle changes nothing
            return true;
        }
        if (!row.isHeld()) {
            lateUsage.record(account, row, settlement);
            return false;
        }
        Windows after = row.counts() ? charge(account, row, settlement) : null;
        if (row.attempts() > settlement.last().attempt()) {
            // a repair that failed: the answer before it is given
            attempts.closeRunning(account, row.id(), "failed", "no_answer", null);
        }
        settlement
                .counted()
                .forEach(used ->
                        attempts.end(
                                account,
                                row.id(),
                                used,
                                settlement.isCancelled() ? "cancelled" : "succeeded",
                                null,
                                row.counts()));
        requests.settle(
                account, row.id(), settlement, settlement.offlineReason(row.offlineReason()));
        if (row.key() != null) {
            keys.finish(account, row.task(), row.key(), row.id(), settlement.answer());
        }
        events.settled(row, settlement, request.actingAs(), requests.now());
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

    /** How a call ended that takes nothing from the account. */
    public record Ending(
            String outcome, String errorCode, @Nullable Integer httpStatus, List<Metered> billed) {

        public static Ending failed(
                String errorCode, @Nullable Integer httpStatus, List<Metered> billed) {
            return new Ending("failed", errorCode, httpStatus, billed);
        }

        public static Ending cancelled(List<Metered> billed) {
            return new Ending("cancelled", "cancelled", null, billed);
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
                                giveBack(request.account(), request.id(), ending);
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
        transaction.executeWithoutResult(status ->
                giveBack(
                        account, request, new Ending("expired", "lease_expired", null, List.of())));
        metrics.expired();
    }

    private void giveBack(UUID account, UUID id, Ending ending) {
        HeldRequest row = requests.lock(account, id).orElse(null);
        boolean expires = ending.outcome().equals("expired");
        boolean renewed = expires && row != null && !row.leaseOver();
        if (row == null || !row.isHeld() || renewed) {
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
        requests.close(account, id, state(ending), ending.outcome(), ending.errorCode());
        if (row.key() != null) {
            keys.free(account, row.task(), row.key(), id);
        }
        events.ended(row, ending.outcome(), ending.errorCode(), requests.now());
    }

    private static String state(Ending ending) {
        return ending.outcome().equals("failed") ? "released" : ending.outcome();
    }
}

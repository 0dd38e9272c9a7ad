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
import io.resolutionflow.aigateway.sql.Statements;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes what a call could cost out of the windows, all or nothing (contract-ai §6.3, reserve and
 * top-up). Always inside the caller's transaction.
 */
@Component
class ReserveHold {

    private final RequestStore requests;
    private final AttemptStore attempts;
    private final CompletionKeys keys;
    private final Statements statements;
    private final Quotas quotas;
    private final QuotaSignals signals;
    private final RunningCalls running;

    ReserveHold(
            RequestStore requests,
            AttemptStore attempts,
            CompletionKeys keys,
            Statements statements,
            Quotas quotas,
            QuotaSignals signals,
            RunningCalls running) {
        this.requests = requests;
        this.attempts = attempts;
        this.keys = keys;
        this.statements = statements;
        this.quotas = quotas;
        this.signals = signals;
        this.running = running;
    }

    /**
     * Request and first attempt are written with the hold.
     *
     * @param recordsDenial whether a refusal ends the request; false when it goes on offline
     */
    Opening reserve(
            NewRequest request,
            Entitlement entitlement,
            Demand wanted,
            Candidate first,
            boolean recordsDenial) {
        Optional<Instant> began = begin(request);
        if (began.isEmpty()) {
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
        Entitlement now = entitlement.at(began.get());
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

    /** The instant of the hold by the database's clock; empty when another has the key. */
    private Optional<Instant> begin(NewRequest request) {
        return request.key() == null
                ? Optional.of(requests.now())
                : keys.take(
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

    /** The row of an accepted call and of its first attempt. */
    Opening insert(
            NewRequest request,
            Amounts held,
            @Nullable Windows windows,
            Candidate first,
            int maxOutput) {
        statements.run(
                List.of(
                        requests.held(request, held, windows, running.owner(), RunningCalls.LEASE),
                        attempts.begun(request.account(), request.id(), 1, "first", first)));
        return new Opened(maxOutput);
    }

    /** A larger hold and the row of a repair; false when there is no room for it. */
    boolean topUp(NewRequest request, Metered first, Demand more) {
        HeldRequest row = requests.lock(request.account(), request.id()).orElseThrow();
        if (!row.isHeld() || !takesMore(request.account(), row, more)) {
            return false;
        }
        UUID account = request.account();
        int next = first.attempt() + 1;
        statements.run(
                List.of(
                        attempts.ended(
                                account, row.id(), first, "succeeded", "invalid_output", false),
                        requests.attempts(account, row.id(), next),
                        attempts.begun(account, row.id(), next, "repair", first.candidate())));
        return true;
    }

    private boolean takesMore(UUID account, HeldRequest row, Demand more) {
        if (row.dailyStart() == null || row.monthlyStart() == null) {
            return true;
        }
        Windows windows = quotas.relock(account, row.dailyStart(), row.monthlyStart());
        Amounts amounts = more.withoutCall().amounts(more.maxOutput());
        if (windows.denial(amounts).isPresent()) {
            return false;
        }
        quotas.hold(account, windows, amounts);
        requests.addHold(account, row.id(), amounts);
        return true;
    }
}

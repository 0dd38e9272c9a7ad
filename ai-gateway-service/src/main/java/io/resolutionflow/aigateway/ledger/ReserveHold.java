package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.ledger.Opening.KeyTaken;
import io.resolutionflow.aigateway.ledger.Opening.Opened;
import io.resolutionflow.aigateway.ledger.Opening.Refused;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.QuotaSignals;
import io.resolutionflow.aigateway.quota.QuotaWindow;
import io.resolutionflow.aigateway.quota.Quotas;
import io.resolutionflow.aigateway.quota.Windows;
import io.resolutionflow.aigateway.quota.Windows.Denial;
import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statements;
import java.time.Instant;
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

    private final Statements statements;
    private final Quotas quotas;
    private final QuotaSignals signals;
    private final RunningCalls running;

    ReserveHold(Statements statements, Quotas quotas, QuotaSignals signals, RunningCalls running) {
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
        Query<Instant> began = begin(request);
        if (!wanted.counts()) {
            statements.run(began);
            return began.rows().isEmpty()
                    ? new KeyTaken()
                    : insert(request, Amounts.NONE, null, first, wanted.maxOutput());
        }
        Query<QuotaWindow> locking = quotas.locking(request.account(), entitlement);
        Demand demand = wanted;
        if (request.attempt() == 1) {
            statements.run(began, locking);
        } else {
            Query<Boolean> counted = RequestStore.countedBefore(request);
            statements.run(began, counted, locking);
            demand = counted.rows().contains(true) ? wanted.withoutCall() : wanted;
        }
        if (began.rows().isEmpty()) {
            return new KeyTaken();
        }
        // the window is that of the hold, not of the moment the limits were read
        Entitlement now = entitlement.at(began.rows().getFirst());
        Windows windows = quotas.lock(request.account(), now);
        OptionalInt output = demand.fittingOutput(windows);
        Amounts amounts = demand.amounts(output.orElse(demand.least()));
        Optional<Denial> denial = windows.denial(amounts);
        if (denial.isPresent()) {
            freeKey(request);
            signals.exhausted(request.account(), windows, denial.get().metric(), now.asOf());
            if (recordsDenial) {
                statements.later(RequestStore.denied(request, "quota_exceeded"));
            }
            return new Refused(denial.get(), windows);
        }
        quotas.hold(request.account(), windows, amounts);
        return insert(request, amounts, windows, first, output.orElse(demand.least()));
    }

    /** The instant of the hold by the database's clock; no row when another has the key. */
    private static Query<Instant> begin(NewRequest request) {
        return request.key() == null
                ? RequestStore.now()
                : CompletionKeys.take(
                        request.account(),
                        request.task(),
                        request.key(),
                        request.bodyHash(),
                        request.id());
    }

    private void freeKey(NewRequest request) {
        if (request.key() != null) {
            statements.later(
                    CompletionKeys.freed(
                            request.account(), request.task(), request.key(), request.id()));
        }
    }

    /** The row of an accepted call and of its first attempt. */
    Opening insert(
            NewRequest request,
            Amounts held,
            @Nullable Windows windows,
            Candidate first,
            int maxOutput) {
        statements.later(
                RequestStore.held(request, held, windows, running.owner(), RunningCalls.LEASE),
                AttemptStore.begun(request.account(), request.id(), 1, "first", first));
        return new Opened(maxOutput);
    }

    /** A larger hold and the row of a repair; false when there is no room for it. */
    boolean topUp(NewRequest request, Metered first, Demand more) {
        Query<HeldRequest> locked = RequestStore.locking(request.account(), request.id());
        statements.run(locked, quotas.locking(request.account(), request.id()));
        HeldRequest row = locked.first().orElseThrow();
        if (!row.isHeld() || !takesMore(request.account(), row, more)) {
            return false;
        }
        UUID account = request.account();
        int next = first.attempt() + 1;
        statements.later(
                AttemptStore.ended(account, row.id(), first, "succeeded", "invalid_output", false),
                RequestStore.attempts(account, row.id(), next),
                AttemptStore.begun(account, row.id(), next, "repair", first.candidate()));
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
        statements.later(RequestStore.moreHeld(account, row.id(), amounts));
        return true;
    }
}

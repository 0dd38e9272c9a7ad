package io.resolutionflow.aigateway.quota;

import io.resolutionflow.aigateway.plan.BillingCalendar;
import io.resolutionflow.aigateway.plan.BillingCalendar.Span;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Limits;
import io.resolutionflow.aigateway.quota.QuotaWindow.Period;
import io.resolutionflow.aigateway.sql.Query;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The windows of an account. Whoever changes them locks daily before monthly, always in this order,
 * and stays in one transaction: the sum of parallel holds can never pass a limit (KD-5).
 */
@Service
public class Quotas {

    private final WindowStore windows;
    private final Adjustments adjustments;

    Quotas(WindowStore windows, Adjustments adjustments) {
        this.windows = windows;
        this.adjustments = adjustments;
    }

    /** What the windows say now; a period without a row has nothing used. */
    @Transactional(readOnly = true)
    public Windows read(UUID account, Entitlement entitlement) {
        BillingCalendar calendar = entitlement.calendar();
        return new Windows(
                read(account, Period.DAILY, calendar.day(entitlement.asOf()), entitlement.limits()),
                read(
                        account,
                        Period.MONTHLY,
                        calendar.month(entitlement.asOf()),
                        entitlement.limits()));
    }

    private QuotaWindow read(UUID account, Period period, Span span, Limits limits) {
        return windows.find(account, period, span.start(), false)
                .orElseGet(() -> QuotaWindow.fresh(period, span, limits))
                .limitedTo(limits);
    }

    /**
     * The lock that {@link #lock} needs, for a round trip with something else before it. It waits
     * for nothing that is not locked in the same order.
     */
    public Query<QuotaWindow> locking(UUID account, Entitlement entitlement) {
        BillingCalendar calendar = entitlement.calendar();
        return windows.locking(
                account, calendar.day(entitlement.asOf()), calendar.month(entitlement.asOf()));
    }

    /** The lock that {@link #settle} needs, as {@link #locking(UUID, Entitlement)}. */
    public Query<QuotaWindow> locking(UUID account, UUID request) {
        return windows.locking(account, request);
    }

    /** Locks both windows of the instant under the limits of now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Windows lock(UUID account, Entitlement entitlement) {
        BillingCalendar calendar = entitlement.calendar();
        Span day = calendar.day(entitlement.asOf());
        Span month = calendar.month(entitlement.asOf());
        windows.lock(account, day.start(), month.start());
        QuotaWindow daily = lock(account, Period.DAILY, day, entitlement.limits());
        QuotaWindow monthly = lock(account, Period.MONTHLY, month, entitlement.limits());
        return new Windows(daily, monthly);
    }

    private QuotaWindow lock(UUID account, Period period, Span span, Limits limits) {
        QuotaWindow before = windows.lockOrCreate(account, period, span, limits);
        QuotaWindow after = before.limitedTo(limits);
        if (!after.equals(before)) {
            windows.change(account, after);
            adjustments.excused(account, null, before, after, Adjustments.LIMIT_LOWERED);
        }
        return after;
    }

    /** Takes amounts that fit out of locked windows. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(UUID account, Windows locked, Amounts amounts) {
        Windows held = locked.hold(amounts);
        changeWhatDiffers(account, locked, held);
    }

    /** The windows a running request was held in, locked again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Windows relock(UUID account, Instant dailyStart, Instant monthlyStart) {
        windows.lock(account, dailyStart, monthlyStart);
        return new Windows(
                windows.locked(account, Period.DAILY, dailyStart).orElseThrow(),
                windows.locked(account, Period.MONTHLY, monthlyStart).orElseThrow());
    }

    /**
     * Turns a hold into what was really used, in the windows it was taken from.
     *
     * @param actual {@link Amounts#NONE} releases the hold
     * @return the windows as they are now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Windows settle(
            UUID account,
            UUID requestId,
            Instant dailyStart,
            Instant monthlyStart,
            Amounts held,
            Amounts actual) {
        Windows before = relock(account, dailyStart, monthlyStart);
        Windows after = before.settle(held, actual);
        changeWhatDiffers(account, before, after);
        adjustments.excused(
                account, requestId, before.daily(), after.daily(), Adjustments.ESTIMATE_OVERRUN);
        adjustments.excused(
                account,
                requestId,
                before.monthly(),
                after.monthly(),
                Adjustments.ESTIMATE_OVERRUN);
        return after;
    }

    /** A correction of what a running month cost; nothing happens to a month that is over. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void correctCost(UUID account, Instant monthlyStart, long micros, Instant now) {
        windows.locked(account, Period.MONTHLY, monthlyStart)
                .filter(window -> window.span().end().isAfter(now))
                .ifPresent(window ->
                        windows.change(
                                account,
                                window.settle(Amounts.NONE, new Amounts(0, 0, micros, 0))));
    }

    private void changeWhatDiffers(UUID account, Windows before, Windows after) {
        if (!after.daily().equals(before.daily())) {
            windows.change(account, after.daily());
        }
        if (!after.monthly().equals(before.monthly())) {
            windows.change(account, after.monthly());
        }
    }
}

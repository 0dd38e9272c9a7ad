package io.resolutionflow.aigateway.quota;

import io.resolutionflow.aigateway.plan.BillingCalendar.Span;
import io.resolutionflow.aigateway.plan.Limits;

/** The counters of one account for one period; the daily one counts calls only. */
public record QuotaWindow(
        Period period, Span span, Counter calls, Counter tokens, Counter cost, Counter treeBuilds) {

    /** Daily or monthly; the names are those of the table. */
    public enum Period {
        DAILY,
        MONTHLY;

        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static QuotaWindow fresh(Period period, Span span, Limits limits) {
        boolean daily = period == Period.DAILY;
        return new QuotaWindow(
                period,
                span,
                Counter.empty(daily ? limits.dailyCalls() : limits.monthlyCalls()),
                Counter.empty(daily ? null : limits.monthlyTokens()),
                Counter.empty(daily ? null : limits.monthlyCostMicros()),
                Counter.empty(daily ? null : limits.monthlyTreeBuilds()));
    }

    /** New limits hold at once in a running window. */
    QuotaWindow limitedTo(Limits limits) {
        var target = fresh(period, span, limits);
        return new QuotaWindow(
                period,
                span,
                calls.limitedTo(target.calls.limit()),
                tokens.limitedTo(target.tokens.limit()),
                cost.limitedTo(target.cost.limit()),
                treeBuilds.limitedTo(target.treeBuilds.limit()));
    }

    QuotaWindow hold(Amounts amounts) {
        return new QuotaWindow(
                period,
                span,
                calls.hold(amounts.calls()),
                tokens.hold(amounts.tokens()),
                cost.hold(amounts.cost()),
                treeBuilds.hold(amounts.treeBuilds()));
    }

    QuotaWindow settle(Amounts held, Amounts actual) {
        return new QuotaWindow(
                period,
                span,
                calls.settle(held.calls(), actual.calls()),
                tokens.settle(held.tokens(), actual.tokens()),
                cost.settle(held.cost(), actual.cost()),
                treeBuilds.settle(held.treeBuilds(), actual.treeBuilds()));
    }
}

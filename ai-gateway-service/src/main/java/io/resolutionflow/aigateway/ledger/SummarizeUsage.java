package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.ledger.UsageGroups.Key;
import io.resolutionflow.aigateway.plan.BillingCalendar.Span;
import io.resolutionflow.aigateway.plan.Entitlement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The summary of a span, and where the running month is heading (contract-ai §2.3). */
@Service
public class SummarizeUsage {

    private static final int TOP = 10;
    private static final int MOST_DAYS = 400;
    private static final int MEAN_DAYS = 7;
    private static final int WHOLE = 100;

    private final UsageGroups groups;

    SummarizeUsage(UsageGroups groups) {
        this.groups = groups;
    }

    public record Summary(
            Window window,
            Map<String, @Nullable Object> totals,
            List<Map<String, @Nullable Object>> byTask,
            List<Map<String, @Nullable Object>> byModel,
            List<Map<String, @Nullable Object>> byDay,
            @Nullable Long cacheReadPercent,
            @Nullable Long costPerSessionMicros,
            Forecast forecast) {}

    public record Window(Instant from, Instant to) {}

    /**
     * @param runsOutOn the day the monthly calls or cost would be used up, null when they last
     */
    public record Forecast(
            String method,
            long projectedCalls,
            long projectedCostMicros,
            @Nullable LocalDate runsOutOn) {}

    @Transactional(readOnly = true)
    public Summary of(UsageFilter filter, Entitlement entitlement) {
        var zone = entitlement.setting().timeZone();
        Map<String, @Nullable Object> totals = groups.total(filter);
        long input = number(totals, "input_tokens");
        long references = groups.references(filter);
        return new Summary(
                new Window(filter.from(), filter.to()),
                totals,
                groups.groups(filter, List.of(Key.TASK), zone, TOP, 0),
                groups.groups(filter, List.of(Key.MODEL), zone, TOP, 0),
                groups.groups(filter, List.of(Key.DAY), zone, MOST_DAYS, 0),
                input == 0 ? null : number(totals, "cached_input_tokens") * WHOLE / input,
                references == 0 ? null : number(totals, "cost_micros") / references,
                forecast(filter, entitlement));
    }

    /** What was used this month plus the mean of the last seven days for each day left. */
    private Forecast forecast(UsageFilter filter, Entitlement entitlement) {
        Instant now = entitlement.asOf();
        Span month = entitlement.calendar().month(now);
        var used = groups.total(span(filter, month.start(), now.plusMillis(1)));
        var week =
                groups.total(
                        span(filter, now.minus(Duration.ofDays(MEAN_DAYS)), now.plusMillis(1)));
        long hoursLeft = Duration.between(now, month.end()).toHours();
        long callsUsed = number(used, "counted_calls");
        long callsWeek = number(week, "counted_calls");
        long costUsed = number(used, "cost_micros");
        long costWeek = number(week, "cost_micros");
        Instant calls = runsOut(now, callsUsed, callsWeek, entitlement.limits().monthlyCalls());
        Instant cost = runsOut(now, costUsed, costWeek, entitlement.limits().monthlyCostMicros());
        Instant first = calls == null || (cost != null && cost.isBefore(calls)) ? cost : calls;
        return new Forecast(
                "mean_7d",
                callsUsed + callsWeek * hoursLeft / (24L * MEAN_DAYS),
                costUsed + costWeek * hoursLeft / (24L * MEAN_DAYS),
                first == null || !first.isBefore(month.end())
                        ? null
                        : first.atZone(entitlement.setting().timeZone()).toLocalDate());
    }

    private static @Nullable Instant runsOut(
            Instant now, long used, long inAWeek, @Nullable Long limit) {
        if (limit == null || inAWeek == 0) {
            return null;
        }
        long left = Math.max(0, limit - used);
        long hours = Math.ceilDiv(Math.multiplyExact(left, 24L * MEAN_DAYS), inAWeek);
        return now.plus(Duration.ofHours(hours));
    }

    private static UsageFilter span(UsageFilter filter, Instant from, Instant to) {
        return new UsageFilter(
                filter.account(), from, to, null, null, null, null, null, null, null, null, null);
    }

    private static long number(Map<String, @Nullable Object> group, String name) {
        return group.get(name) instanceof Long value ? value : 0;
    }
}

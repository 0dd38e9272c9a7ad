package io.resolutionflow.l1walk.analytics;

import io.resolutionflow.l1walk.intake.IntakeThread;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The desk's figures of a period (contract-l1 §7). */
@Service
@Transactional(readOnly = true)
public class DeskStats {

    private final JdbcClient jdbc;
    private final Clock clock;

    DeskStats(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param matchRate of the intakes that were matched against flows; null before the first
     * @param suggestionsAccepted suggestions after which that flow was walked
     * @param resolvedAtFirstTouch walks resolved by whoever started them, never taken over
     */
    public record Figures(
            Instant from,
            Instant to,
            long intakes,
            Map<String, Long> intakesByOutcome,
            Map<String, Long> intakesByReason,
            @Nullable Double matchRate,
            @Nullable Double suggestRate,
            @Nullable Double noneRate,
            long suggestions,
            long suggestionsAccepted,
            long resolved,
            long resolvedAtFirstTouch,
            long escalations,
            Map<String, Long> escalationsByReasonCategory,
            @Nullable Double medianMinutesToClose,
            Map<String, Long> unmetByCategory) {}

    public Figures of(Duration period) {
        Instant to = clock.instant();
        Instant from = to.minus(period);
        String intakes = "from intake i where i.account_id = :account and i.created_at >= :from";
        String walks = "from walk w where w.account_id = :account and w.%s >= :from";
        Map<String, Long> outcomes = counts("i.outcome", intakes, from);
        long all = sum(outcomes);
        long judged = number("count(*) " + intakes + " and i.mode <> 'skipped'", from);
        long matched =
                number(
                        "count(*) "
                                + intakes
                                + " and i.mode <> 'skipped' and i.outcome = 'matched'",
                        from);
        long suggested = outcomes.getOrDefault("suggest", 0L);
        Map<String, Long> reasons =
                counts("w.escalation_reason_category", walks.formatted("escalated_at"), from);
        return new Figures(
                from,
                to,
                all,
                outcomes,
                counts("i.reason", intakes + " and i.reason is not null", from),
                rate(matched, judged),
                rate(suggested, judged),
                rate(judged - matched - suggested, judged),
                suggested,
                number(
                        "count(*) "
                                + intakes
                                + """
                                 and i.outcome = 'suggest' and exists (
                                    select 1 from intake n join walk w on w.account_id = n.account_id and w.id = n.walk_id
                                     where n.account_id = i.account_id and n.follows_intake_id = i.id and w.session_kind = 'flow'
                                       and coalesce(w.account_flow_id, w.library_flow_id)::text = i.near_miss ->> 'flow_id')
                                """,
                        from),
                number("count(*) " + walks.formatted("resolved_at"), from),
                number(
                        "count(*) "
                                + walks.formatted("resolved_at")
                                + " and w.handled_by_id = w.created_by_id and w.handled_since = w.started_at",
                        from),
                sum(reasons),
                reasons,
                medianMinutes(from),
                counts(
                        "coalesce(i.category, 'unknown')",
                        intakes + " and " + IntakeThread.UNMET,
                        from));
    }

    private @Nullable Double medianMinutes(Instant from) {
        Double minutes =
                jdbc.sql(
                                """
                                select percentile_cont(0.5) within group (order by extract(epoch from
                                           coalesce(w.resolved_at, w.escalated_at, w.abandoned_at) - w.started_at) / 60.0)
                                  from walk w where w.account_id = :account and coalesce(w.resolved_at, w.escalated_at, w.abandoned_at) >= :from
                                """)
                        .param("account", TenantContext.required())
                        .param("from", Timestamp.from(from))
                        .query((rs, n) ->
                                java.util.Optional.ofNullable(rs.getObject(1, Double.class)))
                        .single()
                        .orElse(null);
        return minutes == null ? null : Math.round(minutes * 100) / 100.0;
    }

    private Map<String, Long> counts(String key, String source, Instant from) {
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql(
                        "select "
                                + key
                                + " as key, count(*) as amount "
                                + source
                                + " group by 1 order by 1")
                .param("account", TenantContext.required())
                .param("from", Timestamp.from(from))
                .query((rs, n) -> counts.put(rs.getString("key"), rs.getLong("amount")))
                .list();
        return counts;
    }

    private long number(String query, Instant from) {
        return jdbc.sql("select " + query)
                .param("account", TenantContext.required())
                .param("from", Timestamp.from(from))
                .query(Long.class)
                .single();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static @Nullable Double rate(long part, long whole) {
        return whole == 0 ? null : Math.round(10_000.0 * part / whole) / 10_000.0;
    }
}

package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.instant;
import static io.resolutionflow.aigateway.sql.Rows.utc;
import static io.resolutionflow.aigateway.sql.Rows.uuid;

import io.resolutionflow.aigateway.pricing.Price;
import io.resolutionflow.aigateway.pricing.PriceTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Computes a span of an account again from its attempts and their price versions: equal to the
 * micro, or it says where not (contract-ai §2.4).
 */
@Service
public class CheckLedger {

    private static final Duration LONGEST_WINDOW = Duration.ofDays(32);

    private final JdbcClient jdbc;
    private final PriceTable prices;

    CheckLedger(JdbcClient jdbc, PriceTable prices) {
        this.jdbc = jdbc;
        this.prices = prices;
    }

    public record PriceDifference(
            UUID requestId, int n, long storedMicros, long recomputedMicros) {}

    public record WindowDifference(
            String period, Instant windowStart, String metric, long window, long ledger) {}

    public record Check(
            boolean ok,
            long requests,
            long storedMicros,
            long recomputedMicros,
            List<WindowDifference> windowDifferences,
            List<PriceDifference> priceDifferences) {}

    private record Attempt(UUID request, int n, UUID price, long stored, long recomputed) {}

    /** Windows that start in the span, and the requests held in them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Check check(UUID account, Instant from, Instant to) {
        List<Attempt> attempts = attempts(account, from, to);
        var wrong = new ArrayList<PriceDifference>();
        long recomputed = 0;
        for (Attempt attempt : attempts) {
            recomputed += attempt.recomputed();
            if (attempt.stored() != attempt.recomputed()) {
                wrong.add(
                        new PriceDifference(
                                attempt.request(),
                                attempt.n(),
                                attempt.stored(),
                                attempt.recomputed()));
            }
        }
        long stored =
                number(
                        "select coalesce(sum(cost_micros), 0)::bigint from ai_request where account_id = :account"
                                + " and state in ('settled', 'cancelled') and counts_toward_quota and monthly_start >= :from and monthly_start < :to",
                        account,
                        from,
                        to);
        long requests =
                number(
                        "select count(*) from ai_request where account_id = :account and monthly_start >= :from and monthly_start < :to",
                        account,
                        from,
                        to);
        List<WindowDifference> windows = windows(account, from, to);
        boolean ok = wrong.isEmpty() && windows.isEmpty() && stored == recomputed;
        return new Check(ok, requests, stored, recomputed, windows, List.copyOf(wrong));
    }

    /** How much the windows that run now differ from the ledger, over all metrics. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long driftNow(UUID account) {
        Instant now = jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant();
        // no window is longer than a month; ended ones differ no more than when they ran
        return windows(account, now.minus(LONGEST_WINDOW), now).stream()
                .mapToLong(one -> Math.abs(one.window() - one.ledger()))
                .sum();
    }

    private long number(String sql, UUID account, Instant from, Instant to) {
        return jdbc.sql(sql)
                .param("account", account)
                .param("from", utc(from))
                .param("to", utc(to))
                .query(Long.class)
                .single();
    }

    private List<Attempt> attempts(UUID account, Instant from, Instant to) {
        Map<UUID, Price> versions = new HashMap<>();
        prices.all().forEach(price -> versions.put(price.id(), price));
        return jdbc.sql(
                        """
                        select a.* from ai_attempt a join ai_request r on r.account_id = a.account_id and r.id = a.request_id
                         where a.account_id = :account and a.counts and a.usage_quality <> 'unknown'
                           and r.state in ('settled', 'cancelled') and r.monthly_start >= :from and r.monthly_start < :to
                        """)
                .param("account", account)
                .param("from", utc(from))
                .param("to", utc(to))
                .query((row, n) -> attempt(row, versions))
                .list();
    }

    private static Attempt attempt(ResultSet row, Map<UUID, Price> versions) throws SQLException {
        UUID version = uuid(row, "price_id");
        Price price = versions.get(version);
        if (price == null) {
            throw new IllegalStateException("price version without a row: " + version);
        }
        return new Attempt(
                uuid(row, "request_id"),
                row.getInt("n"),
                version,
                row.getLong("cost_micros"),
                price.cost(RerateAccount.counts(row)));
    }

    /**
     * Where a window and the ledger say different things; re-ratings moved running windows only.
     */
    private List<WindowDifference> windows(UUID account, Instant from, Instant to) {
        return jdbc.sql(
                        """
                        with counted as (
                            select r.*, r.held_calls as calls, r.held_tree_builds as builds,
                                   coalesce(r.input_tokens, 0) + coalesce(r.output_tokens, 0) as tokens, coalesce(r.cost_micros, 0) as cost
                              from ai_request r
                             where r.account_id = :account and r.state in ('settled', 'cancelled') and r.counts_toward_quota
                        ), compared as (
                            select w.period, w.window_start, 'calls' as metric, w.calls_used as window_value,
                                   (select coalesce(sum(c.calls), 0) from counted c
                                     where case w.period when 'daily' then c.daily_start else c.monthly_start end = w.window_start) as ledger
                              from quota_window w where w.account_id = :account and w.window_start >= :from and w.window_start < :to
                            union all
                            select w.period, w.window_start, 'tokens', w.tokens_used,
                                   (select coalesce(sum(c.tokens), 0) from counted c where c.monthly_start = w.window_start)
                              from quota_window w where w.account_id = :account and w.period = 'monthly' and w.window_start >= :from and w.window_start < :to
                            union all
                            select w.period, w.window_start, 'tree_builds', w.tree_builds_used,
                                   (select coalesce(sum(c.builds), 0) from counted c where c.monthly_start = w.window_start)
                              from quota_window w where w.account_id = :account and w.period = 'monthly' and w.window_start >= :from and w.window_start < :to
                            union all
                            select w.period, w.window_start, 'cost', w.cost_used,
                                   (select coalesce(sum(c.cost), 0) from counted c where c.monthly_start = w.window_start)
                                   + (select coalesce(sum(j.delta), 0) from ledger_adjustment j
                                       join ai_attempt a on a.account_id = j.account_id and a.request_id = j.request_id and a.n = j.n and a.counts
                                       where j.account_id = :account and j.kind = 'rerate' and j.metric = 'cost'
                                         and j.window_start = w.window_start and j.created_at < w.window_end)
                              from quota_window w where w.account_id = :account and w.period = 'monthly' and w.window_start >= :from and w.window_start < :to
                        )
                        select * from compared where window_value <> ledger order by window_start, period, metric
                        """)
                .param("account", account)
                .param("from", utc(from))
                .param("to", utc(to))
                .query((row, n) ->
                        new WindowDifference(
                                row.getString("period"),
                                instant(row, "window_start"),
                                row.getString("metric"),
                                row.getLong("window_value"),
                                row.getLong("ledger")))
                .list();
    }
}

package io.resolutionflow.aigateway.quota;

import static io.resolutionflow.aigateway.sql.Rows.utc;

import io.resolutionflow.platform.id.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Append-only corrections beside the ledger: settled rows are never touched (contract-ai §6.3,
 * §6.5).
 */
@Repository
public class Adjustments {

    public static final String LATE_SETTLE = "late_settle";
    static final String ESTIMATE_OVERRUN = "estimate_overrun";
    static final String LIMIT_LOWERED = "limit_lowered";

    private final JdbcClient jdbc;
    private final Ids ids;

    Adjustments(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** Writes down what a change of a window excused, per metric. */
    void excused(
            UUID account,
            @Nullable UUID requestId,
            QuotaWindow before,
            QuotaWindow after,
            String kind) {
        String calls = before.period() == QuotaWindow.Period.DAILY ? "daily" : "monthly";
        one(
                account,
                requestId,
                before,
                calls,
                after.calls().excused() - before.calls().excused(),
                kind);
        one(
                account,
                requestId,
                before,
                "tokens",
                after.tokens().excused() - before.tokens().excused(),
                kind);
        one(
                account,
                requestId,
                before,
                "cost",
                after.cost().excused() - before.cost().excused(),
                kind);
        one(
                account,
                requestId,
                before,
                "tree_builds",
                after.treeBuilds().excused() - before.treeBuilds().excused(),
                kind);
    }

    private void one(
            UUID account,
            @Nullable UUID requestId,
            QuotaWindow window,
            String metric,
            long delta,
            String kind) {
        if (delta != 0) {
            record(
                    account,
                    requestId,
                    null,
                    window.period().wireName(),
                    window.span().start(),
                    metric,
                    delta,
                    kind);
        }
    }

    /** Adds one row, in the caller's transaction. */
    public void record(
            UUID account,
            @Nullable UUID requestId,
            @Nullable Integer attempt,
            String period,
            Instant windowStart,
            String metric,
            long delta,
            String kind) {
        jdbc.sql(
                        """
                        insert into ledger_adjustment (account_id, id, request_id, n, period, window_start, metric, delta, kind, reason)
                        values (:account, :id, :request, :n, :period, :start, :metric, :delta, :kind, :kind)
                        """)
                .param("account", account)
                .param("id", ids.next())
                .param("request", requestId)
                .param("n", attempt)
                .param("period", period)
                .param("start", utc(windowStart))
                .param("metric", metric)
                .param("delta", delta)
                .param("kind", kind)
                .update();
    }
}

package io.resolutionflow.aigateway.quota;

import static io.resolutionflow.aigateway.sql.Rows.utc;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.contracts.event.ai.AiUsageAdjusted;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.outbox.Outbox;
import java.time.Clock;
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

    public static final String RERATE = "rerate";
    public static final String LATE_SETTLE = "late_settle";
    static final String ESTIMATE_OVERRUN = "estimate_overrun";
    static final String LIMIT_LOWERED = "limit_lowered";

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry meters;

    Adjustments(JdbcClient jdbc, Ids ids, Outbox outbox, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.outbox = outbox;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * One correction.
     *
     * @param requestId null when it belongs to a window alone; then no event tells it
     * @param attempt null when it is about the whole request
     */
    public record Adjustment(
            @Nullable UUID requestId,
            @Nullable Integer attempt,
            String period,
            Instant windowStart,
            String metric,
            long delta,
            String kind,
            String reason,
            @Nullable UUID actorId,
            @Nullable UUID priceId) {}

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
            meters.counter("rf_ai_excused_total", "kind", kind).increment();
            record(
                    account,
                    new Adjustment(
                            requestId,
                            null,
                            window.period().wireName(),
                            window.span().start(),
                            metric,
                            delta,
                            kind,
                            kind,
                            null,
                            null));
        }
    }

    /** Adds one row and its event, in the caller's transaction. */
    public void record(UUID account, Adjustment adjustment) {
        jdbc.sql(
                        """
                        insert into ledger_adjustment (account_id, id, request_id, n, period, window_start, metric, delta, kind, reason,
                                                       actor_id, price_id)
                        values (:account, :id, :request, :n, :period, :start, :metric, :delta, :kind, :reason, :actor, :price)
                        """)
                .param("account", account)
                .param("id", ids.next())
                .param("request", adjustment.requestId())
                .param("n", adjustment.attempt())
                .param("period", adjustment.period())
                .param("start", utc(adjustment.windowStart()))
                .param("metric", adjustment.metric())
                .param("delta", adjustment.delta())
                .param("kind", adjustment.kind())
                .param("reason", adjustment.reason())
                .param("actor", adjustment.actorId())
                .param("price", adjustment.priceId())
                .update();
        if (adjustment.requestId() != null) {
            outbox.append(
                    AiUsageAdjusted.TYPE,
                    adjustment.requestId(),
                    new AiUsageAdjusted(
                            adjustment.requestId(),
                            adjustment.kind(),
                            adjustment.metric(),
                            adjustment.delta(),
                            adjustment.reason(),
                            adjustment.actorId(),
                            null,
                            null,
                            clock.instant()));
        }
    }
}

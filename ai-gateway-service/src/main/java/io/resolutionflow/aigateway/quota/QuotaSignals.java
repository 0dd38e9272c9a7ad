package io.resolutionflow.aigateway.quota;

import static io.resolutionflow.aigateway.sql.Rows.utc;

import io.resolutionflow.contracts.event.ai.AiQuotaReached;
import io.resolutionflow.platform.outbox.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says once per window, metric and threshold that a quota is close to its end or used up
 * (contract-ai §10).
 */
@Component
public class QuotaSignals {

    private static final int EXHAUSTED = 100;

    /** How the row of an exhaustion differs from that of a warning at 100 percent. */
    private static final int EXHAUSTED_MARK = 1_000;

    private final JdbcClient jdbc;
    private final Outbox outbox;

    QuotaSignals(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** After a settle, in its transaction. */
    public void passed(UUID account, Windows windows, List<Integer> thresholds, Instant now) {
        for (Metric metric : Metric.values()) {
            long percent = windows.counter(metric).percent();
            for (int threshold : thresholds) {
                if (windows.counter(metric).limit() != null && percent >= threshold) {
                    once(account, windows, metric, threshold, threshold, now);
                }
            }
        }
    }

    /** At a denial, in its transaction. */
    public void exhausted(UUID account, Windows windows, Metric metric, Instant now) {
        once(account, windows, metric, EXHAUSTED, EXHAUSTED_MARK, now);
    }

    private void once(
            UUID account, Windows windows, Metric metric, int threshold, int mark, Instant now) {
        QuotaWindow window = metric == Metric.DAILY ? windows.daily() : windows.monthly();
        int fresh =
                jdbc.sql(
                                """
                                insert into quota_warning (account_id, period, window_start, metric, threshold)
                                values (:account, :period, :start, :metric, :threshold) on conflict do nothing
                                """)
                        .param("account", account)
                        .param("period", window.period().wireName())
                        .param("start", utc(window.span().start()))
                        .param("metric", metric.wireName())
                        .param("threshold", mark)
                        .update();
        if (fresh == 1) {
            Counter counter = windows.counter(metric);
            outbox.append(
                    mark == EXHAUSTED_MARK ? AiQuotaReached.EXHAUSTED : AiQuotaReached.WARNING,
                    aggregate(account, window),
                    new AiQuotaReached(
                            metric.wireName(),
                            counter.percent(),
                            threshold,
                            counter.used(),
                            counter.limit(),
                            windows.resetAt(metric),
                            now));
        }
    }

    /** The same window has the same id on every replica. */
    private static UUID aggregate(UUID account, QuotaWindow window) {
        String name = account + "/" + window.period().wireName() + "/" + window.span().start();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}

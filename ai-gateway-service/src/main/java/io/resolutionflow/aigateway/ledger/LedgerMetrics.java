package io.resolutionflow.aigateway.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.aigateway.quota.Metric;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** What operators watch (contract-ai §8). Never an account, a user or a text in a label. */
@Component
class LedgerMetrics {

    private static final String NONE = "none";

    private final MeterRegistry meters;
    private final AtomicInteger holds = new AtomicInteger();

    LedgerMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("rf_ai_holds", holds);
    }

    void opened() {
        holds.incrementAndGet();
    }

    void closed() {
        holds.decrementAndGet();
    }

    void settled(NewRequest request, Settlement settlement) {
        var profile = settlement.candidate().profile();
        request(request.task(), tier(request), profile.endpoint(), settlement.outcome());
        meters.counter("rf_ai_usage_quality_total", "quality", settlement.quality().wireName())
                .increment();
        for (Metered used : settlement.counted()) {
            Long cost = used.costMicros();
            var model = used.candidate().profile();
            if (cost != null) {
                meters.counter(
                                "rf_ai_cost_micros_total",
                                "provider",
                                model.endpoint(),
                                "model",
                                model.model())
                        .increment(cost);
            }
        }
        var counts = settlement.counts();
        if (counts != null && counts.input() > 0) {
            Long read = counts.cacheRead();
            meters.summary("rf_ai_cache_read_ratio")
                    .record(read == null ? 0 : (double) read / counts.input());
        }
    }

    void ended(NewRequest request, String outcome) {
        request(request.task(), tier(request), NONE, outcome);
    }

    void denied(Metric metric) {
        meters.counter("rf_ai_denied_total", "reason", metric.wireName()).increment();
    }

    void expired() {
        meters.counter("rf_ai_holds_expired_total").increment();
    }

    private void request(String task, String tier, String provider, String outcome) {
        meters.counter(
                        "rf_ai_requests_total",
                        "task",
                        task,
                        "tier",
                        tier,
                        "provider",
                        provider,
                        "outcome",
                        outcome)
                .increment();
    }

    private static String tier(NewRequest request) {
        var tier = request.tier();
        return tier == null ? NONE : tier.wireName();
    }
}

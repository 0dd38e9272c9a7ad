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

    void succeeded(NewRequest request, Settlement settlement) {
        var profile = settlement.candidate().profile();
        request(request.task(), tier(request), profile.endpoint(), "succeeded");
        meters.counter("rf_ai_usage_quality_total", "quality", settlement.quality().wireName())
                .increment();
        Long cost = settlement.costMicros();
        if (cost != null) {
            meters.counter(
                            "rf_ai_cost_micros_total",
                            "provider",
                            profile.endpoint(),
                            "model",
                            profile.model())
                    .increment(cost);
        }
    }

    void failed(NewRequest request) {
        request(request.task(), tier(request), NONE, "failed");
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

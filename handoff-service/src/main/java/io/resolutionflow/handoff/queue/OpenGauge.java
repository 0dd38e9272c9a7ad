package io.resolutionflow.handoff.queue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * {@code rf_handoff_open{intent,source}}: what waits in all accounts together, for the operator.
 */
@Component
class OpenGauge {

    private final QueueRows rows;
    private final MultiGauge gauge;

    OpenGauge(QueueRows rows, MeterRegistry meters) {
        this.rows = rows;
        this.gauge = MultiGauge.builder("rf_handoff_open").register(meters);
    }

    @Scheduled(fixedDelayString = "PT15S")
    void refresh() {
        gauge.register(
                rows.openEverywhere().stream()
                        .map(open ->
                                Row.of(
                                        Tags.of("intent", open.intent(), "source", open.source()),
                                        open.waiting()))
                        .toList(),
                true);
    }
}

package io.resolutionflow.platform.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/** What came in, and how long after it occurred it was applied. */
class InboxMetrics {

    private final MeterRegistry meters;
    private final Clock clock;

    InboxMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    void received(String consumer, IncomingEvent event, Inbox.Outcome outcome) {
        meters.counter("rf_inbox_events", "consumer", consumer, "outcome", outcome.wire())
                .increment();
        if (outcome == Inbox.Outcome.APPLIED) {
            Timer.builder("rf_inbox_lag")
                    .description("From when an event occurred to when its effect was committed")
                    .tag("consumer", consumer)
                    .register(meters)
                    .record(Duration.between(event.time(), clock.instant()));
        }
    }
}

package io.resolutionflow.handoff.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.handoff.channel.ChannelType;
import org.springframework.stereotype.Component;

/** {@code rf_notifications_total{channel,state}} of everything outside the app. */
@Component
class DeliveryMeters {

    private final MeterRegistry meters;

    DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(ChannelType type, DeliveryState state) {
        meters.counter("rf_notifications", "channel", type.wire(), "state", state.wire())
                .increment();
    }
}

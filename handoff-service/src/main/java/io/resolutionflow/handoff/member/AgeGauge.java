package io.resolutionflow.handoff.member;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.handoff.HandoffProperties;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** {@code rf_directory_age_seconds}: of the oldest directory in use, over all accounts. */
@Component
class AgeGauge {

    private final Members members;
    private final HandoffProperties.Directory settings;
    private final AtomicReference<Double> seconds = new AtomicReference<>(0.0);

    AgeGauge(Members members, HandoffProperties properties, MeterRegistry meters) {
        this.members = members;
        this.settings = properties.directory();
        meters.gauge("rf_directory_age_seconds", seconds, AtomicReference::get);
    }

    @Scheduled(fixedDelayString = "PT15S")
    void refresh() {
        seconds.set(members.oldestSeconds(settings.inUse()));
    }
}

package io.resolutionflow.handoff.stream;

import io.resolutionflow.handoff.HandoffProperties;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets rows nobody can resume from any more. */
@Component
class StreamPurge {

    private final StreamEvents events;
    private final HandoffProperties.Stream settings;
    private final Clock clock;

    StreamPurge(StreamEvents events, HandoffProperties properties, Clock clock) {
        this.events = events;
        this.settings = properties.stream();
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void run() {
        events.purge(clock.instant().minus(settings.retention()));
    }
}

package io.resolutionflow.handoff.stream;

import io.resolutionflow.handoff.HandoffProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets rows nobody can resume from any more, some thousand a transaction. */
@Component
class StreamPurge {

    private static final int BATCH = 5_000;

    private final StreamEvents events;
    private final Duration retention;
    private final Clock clock;

    @Autowired
    StreamPurge(StreamEvents events, HandoffProperties properties, Clock clock) {
        this(events, properties.stream().retention(), clock);
    }

    StreamPurge(StreamEvents events, Duration retention, Clock clock) {
        this.events = events;
        this.retention = retention;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void run() {
        Instant before = clock.instant().minus(retention);
        int gone;
        do {
            gone = events.purge(before, BATCH);
        } while (gone == BATCH);
    }
}

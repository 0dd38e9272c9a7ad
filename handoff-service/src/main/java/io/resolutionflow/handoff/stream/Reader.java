package io.resolutionflow.handoff.stream;

import java.util.Set;
import java.util.UUID;

/**
 * Who listens and to what: nobody hears of their own hand-offs unless they ask (KD-48), nor of
 * parked work.
 */
public record Reader(UUID userId, boolean includeOwn, boolean includeParked) {

    private static final Set<String> NOT_ECHOED =
            Set.of(StreamTypes.CREATED, StreamTypes.ASSESSMENT_READY);

    boolean wants(StreamRow row) {
        boolean echo = NOT_ECHOED.contains(row.type()) && row.originator().equals(userId);
        return (includeOwn || !echo) && (includeParked || !row.intent().equals("park"));
    }
}

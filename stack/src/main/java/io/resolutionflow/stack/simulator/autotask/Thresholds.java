package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;

/**
 * 10,000 requests in any 60 minutes, shared by everybody: slower from half, blocked when used up.
 */
public final class Thresholds {

    public static final int LIMIT = 10_000;

    private static final Duration WINDOW = Duration.ofMinutes(60);
    private static final Duration FROM_HALF = Duration.ofMillis(500);
    private static final Duration FROM_THREE_QUARTERS = Duration.ofSeconds(1);

    private final Clock clock;
    private final Deque<Instant> requests = new ArrayDeque<>();

    public Thresholds(Clock clock) {
        this.clock = clock;
    }

    /** As if other integrations had made so many requests just now. */
    public synchronized void use(int count) {
        requests.clear();
        requests.addAll(Collections.nCopies(count, clock.instant()));
    }

    /** Counts one request. */
    synchronized int charge() {
        var now = clock.instant();
        while (!requests.isEmpty() && requests.getFirst().isBefore(now.minus(WINDOW))) {
            requests.removeFirst();
        }
        requests.addLast(now);
        return requests.size();
    }

    static Duration delay(int used) {
        if (used > LIMIT * 3 / 4) {
            return FROM_THREE_QUARTERS;
        }
        return used > LIMIT / 2 ? FROM_HALF : Duration.ZERO;
    }

    synchronized Reply reply() {
        return Reply.wire(
                200,
                Map.of(
                        "externalRequestThreshold", LIMIT,
                        "requestThresholdTimeframe", WINDOW.toMinutes(),
                        "currentTimeframeRequestCount", requests.size()));
    }
}

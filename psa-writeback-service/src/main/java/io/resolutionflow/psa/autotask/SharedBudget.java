package io.resolutionflow.psa.autotask;

import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The vendor's hourly budget of a whole customer, shared with everybody else's integrations: from
 * half of it on calls wait a little, near its end they are not made (reference psa-apis §3.9).
 */
final class SharedBudget {

    private static final double SLOW = 0.50;
    private static final double SLOWER = 0.75;
    private static final double SPENT = 0.97;
    private static final Duration A_LITTLE = Duration.ofMillis(500);
    private static final Duration TRY_LATER = Duration.ofMinutes(5);

    private final Duration kept;
    private final Clock clock;
    private final Map<UUID, Reading> readings = new ConcurrentHashMap<>();

    SharedBudget(Duration kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    private record Reading(double used, Instant at) {}

    /**
     * @param ask reads the vendor's own count; itself a request, so seldom
     * @throws PsaFailure THROTTLED when next to nothing is left
     */
    void slowDown(PsaAccess access, Supplier<JsonNode> ask) {
        Reading reading = readings.get(access.connectionId());
        if (reading == null || reading.at().plus(kept).isBefore(clock.instant())) {
            reading = read(ask);
            readings.put(access.connectionId(), reading);
        }
        if (reading.used() >= SPENT) {
            throw new PsaFailure(
                    PsaFailure.Kind.THROTTLED, "throttled", null, TRY_LATER, "hourly budget");
        }
        Duration wait = wait(reading.used());
        if (wait != null) {
            pause(wait);
        }
    }

    private Reading read(Supplier<JsonNode> ask) {
        JsonNode told = ask.get();
        double limit = told.path("externalRequestThreshold").asDouble(0);
        double used = told.path("currentTimeframeRequestCount").asDouble(0);
        return new Reading(limit <= 0 ? 0 : used / limit, clock.instant());
    }

    private static @Nullable Duration wait(double used) {
        if (used < SLOW) {
            return null;
        }
        return used < SLOWER ? A_LITTLE : A_LITTLE.multipliedBy(2);
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PsaFailure.notSent("interrupted");
        }
    }
}

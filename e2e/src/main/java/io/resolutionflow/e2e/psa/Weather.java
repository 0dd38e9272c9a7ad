package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * What strikes everybody while notes are posted: processes of the service die, spread over the
 * whole run; the ticketing system is away or takes no sign-in for some calls, which opens breakers
 * and pauses connections, until their administrator tests them.
 */
final class Weather {

    private static final String SERVICE = "psa-writeback-service";
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration ADMINISTRATOR_LOOKS = Duration.ofSeconds(3);
    private static final List<Trouble> STORMS =
            List.of(
                    new Trouble("any", "burst_5xx", Map.of("code", 503), 40),
                    new Trouble("any", "auth_expired", Map.of(), 60),
                    new Trouble("any", "drop_before_commit", Map.of(), 20));

    private final Stack stack;
    private final Desks desks;
    private final List<Msp> msps;
    private final Progress progress;
    private final Instant end;

    Weather(Stack stack, Desks desks, List<Msp> msps, Progress progress, Instant end) {
        this.stack = stack;
        this.desks = desks;
        this.msps = msps;
        this.progress = progress;
        this.end = end;
    }

    /** Kills one process at a time, each time at another share of the work. */
    void kill(int kills, List<String> processes, RandomGenerator random) {
        for (int n = 0; n < kills && await((n + random.nextDouble()) / kills); n++) {
            String process = processes.get(random.nextInt(processes.size()));
            // counted when it is on its way: what comes after it has seen a kill
            progress.killed();
            stack.kill(process);
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2_000)).toNanos());
            mend(process);
        }
    }

    /** Every process of the service runs again. */
    void mend() {
        stack.status().stream()
                .filter(part -> part.name().startsWith(SERVICE))
                .forEach(part -> mend(part.name()));
    }

    private void mend(String process) {
        if (!stack.status(process).state().equals("up")) {
            stack.restart(process);
        }
    }

    void storms(int storms, RandomGenerator random) {
        for (int n = 0; n < storms && await((n + random.nextDouble()) / storms); n++) {
            desks.troubleAll(STORMS.get(n % STORMS.size()));
        }
    }

    /** Until the posters are done, and once more: nothing stays paused behind them. */
    void administer() {
        boolean last;
        do {
            last = progress.isOver();
            LockSupport.parkNanos(ADMINISTRATOR_LOOKS.toNanos());
            desks.anotherHour();
            for (Msp msp : msps) {
                try {
                    progress.foundPaused(msp.testPaused());
                } catch (RuntimeException e) {
                    // the service is being killed right now
                }
            }
            progress.tell();
        } while (!last);
    }

    /** False when the run is over before that share of it is done. */
    private boolean await(double share) {
        while (progress.share() < share) {
            if (progress.isOver() || Instant.now().isAfter(end)) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }
}

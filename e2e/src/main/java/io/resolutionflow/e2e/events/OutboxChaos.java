package io.resolutionflow.e2e.events;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.stream.Stream;

/**
 * {@code rf chaos outbox}: eight writers on the outbox of session-service, its two processes killed
 * at random and one of them held still for a minute.
 */
public final class OutboxChaos implements ChaosRun {

    private static final String SERVICE = "session-service";
    private static final String OTHER = "session-service-2";
    private static final int AGGREGATES = 200;
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public String about() {
        return "relays killed and frozen under 8 writers (events 20000, writers 8, kills 6, freeze 60 seconds, pause 60 ms)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        var settings = chaos.settings();
        int writers = settings.number("writers", 8);
        int each = settings.number("events", 20_000) / writers;
        int kills = settings.number("kills", 6);
        Duration freeze = Duration.ofSeconds(settings.number("freeze", 60));
        int pauseMs = settings.number("pause", 60);
        UUID account = UUID.randomUUID();
        chaos.stack().scale(SERVICE, 2);
        try (var database = chaos.stack().database();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var deliveries = new Deliveries(database, account);
            List<UUID> aggregates = Stream.generate(UUID::randomUUID).limit(AGGREGATES).toList();
            List<Future<Integer>> running = new ArrayList<>();
            for (int n = 0; n < writers; n++) {
                running.add(threads.submit(writer(chaos, account, aggregates, each, pauseMs)));
            }
            hurt(chaos.stack(), chaos.random(), kills, freeze);
            int written = 0;
            for (Future<Integer> writer : running) {
                written += writer.get();
            }
            check(chaos, deliveries, written);
            deliveries.remove();
        } finally {
            chaos.stack().scale(SERVICE, 1);
        }
    }

    private static Callable<Integer> writer(
            Chaos chaos, UUID account, List<UUID> aggregates, int events, int pauseMs) {
        SplittableGenerator random = chaos.random().split();
        return () -> {
            try (var writer = new OutboxWriter(chaos.stack().database(), account)) {
                for (int n = 0; n < events; n++) {
                    writer.write(aggregates.get(random.nextInt(aggregates.size())));
                    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2 * pauseMs)).toNanos());
                }
            }
            return events;
        };
    }

    private static void hurt(Stack stack, SplittableGenerator random, int kills, Duration freeze) {
        for (int n = 0; n < kills; n++) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(500, 4_000)).toNanos());
            String victim = random.nextBoolean() ? SERVICE : OTHER;
            stack.kill(victim);
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2_000)).toNanos());
            stack.restart(victim);
        }
        stack.freeze(OTHER);
        LockSupport.parkNanos(freeze.toNanos());
        stack.thaw(OTHER);
    }

    private static void check(Chaos chaos, Deliveries deliveries, int written) throws Exception {
        long until = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (!settled(deliveries, written) && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        var report = chaos.report();
        Map<String, Long> taken = deliveries.taken();
        report.fact("events written", written);
        report.check(
                "every event was published",
                deliveries.unpublished() == 0,
                deliveries.unpublished() + " unpublished");
        report.check(
                "every consumer took every event once",
                !taken.isEmpty() && taken.values().stream().allMatch(count -> count == written),
                taken.toString());
        report.check(
                "no event overtook another of its aggregate",
                deliveries.outOfOrder() == 0,
                deliveries.outOfOrder() + " out of order");
        report.check(
                "nothing waits and nothing was given up",
                deliveries.rows("inbox_parked") == 0 && deliveries.rows("inbox_dead_letter") == 0,
                deliveries.rows("inbox_parked") + " parked");
    }

    private static boolean settled(Deliveries deliveries, int written) throws Exception {
        Map<String, Long> taken = deliveries.taken();
        return deliveries.unpublished() == 0
                && !taken.isEmpty()
                && taken.values().stream().allMatch(count -> count == written);
    }
}

package io.resolutionflow.e2e.events;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.bench.Benchmark;
import io.resolutionflow.e2e.events.OutboxWriter.Written;
import io.resolutionflow.e2e.report.Latencies;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** {@code rf bench events}: from the commit of an event to its being taken by all consumers. */
public final class EventsBench implements Benchmark {

    private static final int TARGET_MS = 250;
    private static final int AGGREGATES = 200;
    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String about() {
        return "commit to applied by every consumer, 200 events a second (rate 200, seconds 60, warmup 30)";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int rate = bench.settings().number("rate", 200);
        int seconds = bench.settings().number("seconds", 60);
        int warmup = bench.settings().number("warmup", 30);
        UUID account = UUID.randomUUID();
        try (var database = bench.stack().database()) {
            var deliveries = new Deliveries(database, account);
            try {
                // a service that has run for a while: what its first events left behind is not
                // measured
                int before = write(bench, account, rate, warmup).size();
                await(deliveries, before);
                List<Written> written = write(bench, account, rate, seconds);
                Map<String, Long> taken = await(deliveries, before + written.size());
                bench.report().fact("consumers", taken.keySet());
                bench.report().fact("events", written.size());
                bench.report().figure("rate reached", rate(written), "events/s");
                report(bench, written, deliveries);
            } finally {
                deliveries.remove();
            }
        }
    }

    private static void report(Bench bench, List<Written> written, Deliveries deliveries)
            throws Exception {
        Map<UUID, Long> takenAt = deliveries.takenByAll();
        var latencies = new Latencies();
        for (Written event : written) {
            long applied = takenAt.getOrDefault(event.eventId(), Long.MAX_VALUE / 2_000_000);
            latencies.add(
                    Duration.ofMillis(Math.max(0, applied - event.committedAtMillis())).toNanos());
        }
        bench.report().figure("commit to applied p50", latencies.percentile(50), "ms");
        bench.report().figure("commit to applied p95", latencies.percentile(95), "ms");
        bench.report().atMost(TARGET_MS, "commit to applied p99", latencies.percentile(99), "ms");
    }

    /** As requests do it: several connections, each with aggregates of its own. */
    private static List<Written> write(Bench bench, UUID account, int rate, int seconds)
            throws Exception {
        var written = new ArrayList<Written>();
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            var running = new ArrayList<Future<List<Written>>>();
            for (int w = 0; w < WRITERS; w++) {
                running.add(
                        threads.submit(() -> {
                            try (var writer = new OutboxWriter(bench.stack().database(), account)) {
                                return write(writer, (double) rate / WRITERS, seconds);
                            }
                        }));
            }
            for (Future<List<Written>> one : running) {
                written.addAll(one.get());
            }
        }
        written.sort(Comparator.comparingLong(Written::committedAtMillis));
        return written;
    }

    private static List<Written> write(OutboxWriter writer, double rate, int seconds)
            throws SQLException {
        var random = new SplittableRandom();
        List<UUID> aggregates =
                Stream.generate(UUID::randomUUID).limit(AGGREGATES / WRITERS).toList();
        var written = new ArrayList<Written>();
        long begin = System.nanoTime();
        for (int n = 0; n < rate * seconds; n++) {
            LockSupport.parkNanos(begin + (long) (n * 1e9 / rate) - System.nanoTime());
            written.add(writer.write(aggregates.get(random.nextInt(aggregates.size()))));
        }
        return written;
    }

    private static double rate(List<Written> written) {
        long took = written.getLast().committedAtMillis() - written.getFirst().committedAtMillis();
        return (written.size() - 1) * 1_000.0 / Math.max(1, took);
    }

    private static Map<String, Long> await(Deliveries deliveries, int events) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Long> taken = deliveries.taken();
        while (taken.isEmpty() || taken.values().stream().anyMatch(count -> count < events)) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("not taken within " + PATIENCE + ": " + taken);
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            taken = deliveries.taken();
        }
        return taken;
    }
}

package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.report.Latencies;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.report.Settings;
import io.resolutionflow.e2e.stack.PartStatus;
import io.resolutionflow.e2e.stack.Stack;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many readers of the live stream over two processes of handoff-service while escalations come from
 * all doors; what they saw is held against the account's feed in the database.
 */
final class LiveCrowd {

    private static final Duration SETTLED = Duration.ofMinutes(2);
    private static final int AT_ONCE = 8;
    private static final int DOWN_SECONDS = 3;

    private final Stack stack;
    private final Report report;
    private final int accounts;
    private final int users;
    private final int streamsPerUser;
    private final int escalations;
    private final Crowd crowd;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final List<Subscriber> subscribers = new ArrayList<>();

    /** Half as many streams a person and account as the caps allow: a killed half may come back. */
    LiveCrowd(Stack stack, Report report, Settings settings) {
        this.stack = stack;
        this.report = report;
        this.accounts = settings.number("accounts", 10);
        this.users = settings.number("users", 20);
        this.streamsPerUser = settings.number("streams", 5);
        this.escalations = settings.number("escalations", 500);
        this.crowd = new Crowd(stack);
    }

    /**
     * @param kill whether one process is killed and started again in the middle
     */
    void run(boolean kill) throws Exception {
        // engineers 0 to users-1 read, one more hands on
        crowd.make(accounts, users + 1);
        stack.scale("handoff-service", 2);
        try {
            measured(kill);
        } finally {
            stack.scale("handoff-service", 1);
        }
    }

    private void measured(boolean kill) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                int before = memory();
                open(threads);
                int open = memory();
                report.fact("open streams", subscribers.size());
                report.figure(
                        "memory per stream",
                        Math.max(0, open - before) * 1024.0 / subscribers.size(),
                        "KiB");
                Instant start = now();
                escalate(kill);
                judge(feeds(start), kill);
            } finally {
                // before the executor waits for them
                subscribers.forEach(Subscriber::stop);
            }
        }
    }

    private void open(java.util.concurrent.Executor threads) {
        for (int account = 0; account < accounts; account++) {
            for (int user = 0; user < users; user++) {
                String email = Crowd.engineer(account, user);
                for (int n = 0; n < streamsPerUser; n++) {
                    subscribers.add(new Subscriber(account, () -> crowd.person(email), http));
                }
            }
        }
        subscribers.forEach(threads::execute);
        Persistence.until(
                () -> subscribers.stream().allMatch(Subscriber::isReady), "every stream is open");
    }

    /** By the database's clock, which dates the feed. */
    private Instant now() throws SQLException {
        try (var database = stack.database();
                var rows = database.createStatement().executeQuery("select now()")) {
            rows.next();
            return rows.getTimestamp(1).toInstant();
        }
    }

    private int memory() {
        return stack.status().stream()
                .filter(part -> part.name().startsWith("handoff-service"))
                .mapToInt(PartStatus::rssMebibytes)
                .sum();
    }

    private void escalate(boolean kill) throws InterruptedException {
        var places = new Semaphore(AT_ONCE);
        var failed = new AtomicInteger();
        var latencies = new Latencies();
        Thread killer = null;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < escalations; n++) {
                if (kill && n == escalations / 2) {
                    killer = Thread.ofVirtual().start(this::killAndRestart);
                }
                int number = n;
                places.acquire();
                threads.execute(() -> {
                    long from = System.nanoTime();
                    try {
                        escalate(number);
                        latencies.add(System.nanoTime() - from);
                    } catch (RuntimeException e) {
                        failed.incrementAndGet();
                        System.err.println("  escalation failed: " + e.getMessage());
                    } finally {
                        places.release();
                    }
                });
            }
        }
        if (killer != null) {
            killer.join();
        }
        latencies.report(report, "an escalation, both calls");
        report.check("every escalation is made", failed.get() == 0, failed.get() + " failed");
    }

    private void escalate(int number) {
        int account = number % accounts;
        var people =
                new Door.People(
                        () -> crowd.person(Crowd.engineer(account, users)),
                        () -> crowd.person(Crowd.l1(account)));
        // each account has its turn at each door
        Door door = Door.values()[(number / accounts) % Door.values().length];
        door.open(people, "live " + number + " " + UUID.randomUUID(), Persistence.untilAnswered());
    }

    private void killAndRestart() {
        stack.kill("handoff-service");
        try {
            Thread.sleep(Duration.ofSeconds(DOWN_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stack.restart("handoff-service");
    }

    /**
     * Arrivals of each account since the start: number in the feed, and when its transaction began.
     */
    private Map<Integer, Map<Long, Instant>> feeds(Instant since) throws SQLException {
        Persistence.until(() -> created(since) >= escalations, "every hand-off is in the feed");
        var feeds = new LinkedHashMap<Integer, Map<Long, Instant>>();
        try (var database = stack.database();
                var query =
                        database.prepareStatement(
                                """
                                select seq, created_at from handoff.stream_event
                                 where account_id = ?::uuid and event_type = 'handoff_created' and created_at >= ? order by seq
                                """)) {
            for (int account = 0; account < accounts; account++) {
                query.setString(1, Crowd.account(account));
                query.setTimestamp(2, Timestamp.from(since));
                var feed = new LinkedHashMap<Long, Instant>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        feed.put(rows.getLong(1), rows.getTimestamp(2).toInstant());
                    }
                }
                feeds.put(account, feed);
            }
        }
        return feeds;
    }

    private long created(Instant since) {
        try (var database = stack.database();
                var query =
                        database.prepareStatement(
                                """
                                select count(*) from handoff.stream_event
                                 where account_id::text like 'd1000000-%' and event_type = 'handoff_created' and created_at >= ?
                                """)) {
            query.setTimestamp(1, Timestamp.from(since));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void judge(Map<Integer, Map<Long, Instant>> feeds, boolean killed) {
        long total = feeds.values().stream().mapToLong(Map::size).sum();
        report.check(
                "one arrival in the feed for each escalation",
                total == escalations,
                total + " of " + escalations);
        boolean all =
                Persistence.holdsWithin(
                        SETTLED,
                        () ->
                                subscribers.stream()
                                        .allMatch(reader ->
                                                reader.arrivals()
                                                        .keySet()
                                                        .containsAll(
                                                                feed(feeds, reader).keySet())));
        var latencies = new Latencies();
        long extra = 0;
        for (Subscriber reader : subscribers) {
            Map<Long, Instant> feed = feed(feeds, reader);
            for (var arrival : reader.arrivals().entrySet()) {
                Instant made = feed.get(arrival.getKey());
                if (made == null) {
                    extra++;
                } else {
                    latencies.add(Duration.between(made, arrival.getValue()).toNanos());
                }
            }
        }
        List<String> faults =
                subscribers.stream().flatMap(reader -> reader.faults().stream()).toList();
        int connections = subscribers.stream().mapToInt(Subscriber::connections).sum();
        report.fact("connections over the run", connections);
        report.check("every reader saw every arrival", all, subscribers.size() + " readers");
        report.check(
                "exactly once, in order, none of another account, no resync",
                faults.isEmpty() && extra == 0,
                faults.size() + extra + " faults " + (faults.isEmpty() ? "" : faults.getFirst()));
        report.figure("begin of transaction to received p50", latencies.percentile(50), "ms");
        if (killed) {
            report.figure("begin of transaction to received p99", latencies.percentile(99), "ms");
        } else {
            report.atMost(
                    250, "begin of transaction to received p99", latencies.percentile(99), "ms");
        }
    }

    private static Map<Long, Instant> feed(
            Map<Integer, Map<Long, Instant>> feeds, Subscriber reader) {
        return feeds.getOrDefault(reader.account(), Map.of());
    }
}

package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.report.Latencies;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.report.Settings;
import io.resolutionflow.e2e.stack.PartStatus;
import io.resolutionflow.e2e.stack.Stack;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Many readers of the live stream over two processes of handoff-service while escalations come from
 * all doors; what they saw is held against the account's feed in the database.
 */
final class LiveCrowd {

    private static final int AT_ONCE = 16;
    private static final int DOWN_SECONDS = 3;

    private final Stack stack;
    private final Report report;
    private final int accounts;
    private final int users;
    private final int streamsPerUser;
    private final int escalations;
    private final int perMinute;
    private final int warmUp;
    private final Crowd crowd;
    private final LiveFeeds feeds;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private Instant measuredFrom = Instant.EPOCH;

    /** Half as many streams a person and account as the caps allow: a killed half may come back. */
    LiveCrowd(Stack stack, Report report, Settings settings) {
        this.stack = stack;
        this.report = report;
        this.accounts = settings.number("accounts", 10);
        this.users = settings.number("users", 20);
        this.streamsPerUser = settings.number("streams", 5);
        this.escalations = settings.number("escalations", 500);
        this.perMinute = settings.number("rate", 120);
        this.warmUp =
                settings.number(
                        "warmup", Math.min(escalations / 2, 2 * accounts * Door.values().length));
        this.feeds = new LiveFeeds(stack);
        this.crowd = new Crowd(stack);
    }

    /**
     * @param kill whether one process is killed and started again in the middle
     */
    void run(boolean kill) throws Exception {
        if (warmUp >= escalations) {
            throw new IllegalArgumentException(
                    "of " + escalations + " escalations " + warmUp + " warm up, none is timed");
        }
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
                report.check(
                        "both processes hold streams",
                        feeds.streams().values().stream()
                                        .filter(held -> held >= subscribers.size() / 4)
                                        .count()
                                == 2,
                        feeds.streams().values() + " streams");
                Instant start = feeds.now();
                measuredFrom = start;
                Set<String> made = escalate(kill);
                Persistence.until(
                        () -> feeds.count(start) >= made.size(), "every hand-off is in the feed");
                var arrivals = new HashMap<Integer, Map<Long, LiveFeeds.Entry>>();
                for (int account = 0; account < accounts; account++) {
                    arrivals.put(account, feeds.arrivals(account, start));
                }
                new LiveVerdict(report, subscribers, arrivals, measuredFrom).judge(made, kill);
            } finally {
                // before the executor waits for them
                subscribers.forEach(Subscriber::stop);
            }
        }
    }

    private void open(Executor threads) throws InterruptedException {
        var people = new ArrayList<String>();
        for (int account = 0; account < accounts; account++) {
            for (int user = 0; user < users; user++) {
                String email = Crowd.engineer(account, user);
                people.add(email);
                for (int n = 0; n < streamsPerUser; n++) {
                    subscribers.add(new Subscriber(account, () -> crowd.person(email), http));
                }
            }
        }
        crowd.signIn(people);
        subscribers.forEach(threads::execute);
        Persistence.until(
                () -> subscribers.stream().allMatch(Subscriber::isReady), "every stream is open");
    }

    private int memory() {
        return stack.status().stream()
                .filter(part -> part.name().startsWith("handoff-service"))
                .mapToInt(PartStatus::rssMebibytes)
                .sum();
    }

    /**
     * Each starts when it is due, so that a slow one delays no other. The first ones, a few from
     * each door and account, warm up.
     */
    private Set<String> escalate(boolean kill) throws InterruptedException, SQLException {
        var places = new Semaphore(AT_ONCE);
        var made = ConcurrentHashMap.<String>newKeySet();
        var failed = new AtomicInteger();
        var latencies = new Latencies();
        long begin = System.nanoTime();
        long every = Duration.ofMinutes(1).dividedBy(perMinute).toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < escalations; n++) {
                if (kill && n == escalations / 2) {
                    threads.execute(() -> killAndRestart(failed));
                }
                if (n == warmUp) {
                    measuredFrom = feeds.now();
                }
                int number = n;
                LockSupport.parkNanos(begin + n * every - System.nanoTime());
                places.acquire();
                threads.execute(() -> {
                    long from = System.nanoTime();
                    try {
                        made.add(escalate(number));
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
        latencies.report(report, "an escalation, both calls");
        report.check(
                "every escalation is made",
                failed.get() == 0 && made.size() == escalations,
                made.size() + " made, " + failed.get() + " failed");
        return made;
    }

    private String escalate(int number) {
        int account = number % accounts;
        var people =
                new Door.People(
                        () -> crowd.person(Crowd.engineer(account, users)),
                        () -> crowd.person(Crowd.l1(account)));
        // each account has its turn at each door
        Door door = Door.values()[(number / accounts) % Door.values().length];
        return door.open(
                        people,
                        "live " + number + " " + UUID.randomUUID(),
                        Persistence.untilAnswered())
                .handoffId();
    }

    private void killAndRestart(AtomicInteger failed) {
        stack.kill("handoff-service");
        try {
            Thread.sleep(Duration.ofSeconds(DOWN_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            stack.restart("handoff-service");
        } catch (RuntimeException e) {
            failed.incrementAndGet();
            System.err.println("  not started again: " + e.getMessage());
        }
    }
}

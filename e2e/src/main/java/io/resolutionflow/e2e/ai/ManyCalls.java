package io.resolutionflow.e2e.ai;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Small calls of many accounts in turn, counted by what was answered. Safe for many threads. */
final class ManyCalls {

    private static final String BODY = AiCaller.BODY.formatted("chat_message", 2_000, "bench", "");
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final AiCaller caller;
    private final int port;
    private final List<UUID> accounts;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Map<String, Integer> others = new ConcurrentHashMap<>();

    ManyCalls(AiCaller caller, int port, List<UUID> accounts) {
        this.caller = caller;
        this.port = port;
        this.accounts = accounts;
    }

    /** Until so many calls were answered, by whichever thread. */
    void until(long wanted) throws InterruptedException {
        while (answered.get() < wanted) {
            one();
        }
    }

    /** For a time, whatever is answered. */
    void during(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            one();
        }
    }

    long answered() {
        return answered.get();
    }

    /** Told that the service cannot count at the moment. */
    long refused() {
        return refused.get();
    }

    /** Every other outcome and how often it was. */
    Map<String, Integer> others() {
        return new TreeMap<>(others);
    }

    private void one() throws InterruptedException {
        UUID account = accounts.get(Math.floorMod(next.getAndIncrement(), accounts.size()));
        try {
            var answer = caller.complete(port, account, UUID.randomUUID().toString(), BODY);
            switch (answer.statusCode()) {
                case OK -> answered.incrementAndGet();
                case UNAVAILABLE -> refused.incrementAndGet();
                default -> others.merge(String.valueOf(answer.statusCode()), 1, Integer::sum);
            }
        } catch (IOException e) {
            others.merge(e.getClass().getSimpleName(), 1, Integer::sum);
        }
    }
}

package io.resolutionflow.e2e.psa;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How far the posters are; a line on the console now and then. */
final class Progress {

    private static final Duration TOLD_EVERY = Duration.ofSeconds(15);

    private final int wanted;
    private final Instant began = Instant.now();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger paused = new AtomicInteger();
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private volatile boolean over;
    private volatile Instant told = began;

    Progress(int wanted) {
        this.wanted = wanted;
    }

    void ended(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
        ended.incrementAndGet();
    }

    void killed() {
        kills.incrementAndGet();
    }

    void foundPaused(int connections) {
        paused.addAndGet(connections);
    }

    void over() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** From 0 to 1. */
    double share() {
        return (double) ended.get() / wanted;
    }

    int kills() {
        return kills.get();
    }

    int pauses() {
        return paused.get();
    }

    Map<String, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }

    long seconds() {
        return Duration.between(began, Instant.now()).toSeconds();
    }

    void tell() {
        Instant now = Instant.now();
        if (told.plus(TOLD_EVERY).isAfter(now)) {
            return;
        }
        told = now;
        System.out.printf(
                "  %4d s: %d of %d notes ended, %d kills%n",
                seconds(), ended.get(), wanted, kills.get());
    }
}

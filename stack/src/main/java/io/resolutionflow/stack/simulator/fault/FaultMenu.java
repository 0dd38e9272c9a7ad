package io.resolutionflow.stack.simulator.fault;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The faults that are on. The one switched on first strikes first. A request looks only at the
 * faults of its own ticket and at those of everybody: thousands for other tickets cost it nothing.
 */
public final class FaultMenu {

    private static final String EVERYBODY = "";

    /** In the order of their numbers. */
    private final NavigableMap<Long, Fault> faults = new TreeMap<>();

    private final Map<String, NavigableSet<Long>> byTicket = new HashMap<>();
    private long added;
    private CountDownLatch silence = new CountDownLatch(1);

    public synchronized void add(Fault fault) {
        faults.put(++added, fault);
        byTicket.computeIfAbsent(whose(fault), ticket -> new TreeSet<>()).add(added);
    }

    /** Returns how many were on. */
    public synchronized int remove(Predicate<Fault> which) {
        var gone = faults.keySet().stream().filter(n -> which.test(fault(n))).toList();
        gone.forEach(this::forget);
        return gone.size();
    }

    /** Switches everything off and lets those go who are being kept waiting. */
    public synchronized void clear() {
        faults.clear();
        byTicket.clear();
        silence.countDown();
        silence = new CountDownLatch(1);
    }

    public synchronized List<Fault> on() {
        return List.copyOf(faults.values());
    }

    /** Those that fit such a request. */
    synchronized List<Fault> on(Target target) {
        return fitting(target).map(this::fault).toList();
    }

    /**
     * The first fault that hits such a request and satisfies {@code which}; one of its times is
     * gone then.
     */
    synchronized Optional<Fault> take(Target target, Predicate<Fault> which) {
        var taken = fitting(target).filter(n -> which.test(fault(n))).findFirst();
        var struck = taken.map(this::fault);
        taken.ifPresent(this::useUp);
        return struck;
    }

    /** Real time, not the desk's: it is the client that is kept waiting. */
    public void keepSilent(Duration howLong) throws InterruptedException {
        currentSilence().await(howLong.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized CountDownLatch currentSilence() {
        return silence;
    }

    private Stream<Long> fitting(Target target) {
        var candidates = new TreeSet<Long>(ofTicket(EVERYBODY));
        if (target.ticketId() != null) {
            candidates.addAll(ofTicket(target.ticketId()));
        }
        return candidates.stream().filter(n -> fault(n).fits(target));
    }

    private NavigableSet<Long> ofTicket(String ticket) {
        return byTicket.getOrDefault(ticket, Collections.emptyNavigableSet());
    }

    private void useUp(Long n) {
        var after = fault(n).usedOnce();
        if (after.usedUp()) {
            forget(n);
        } else {
            faults.put(n, after);
        }
    }

    private void forget(Long n) {
        var fault = faults.remove(n);
        if (fault == null) {
            return;
        }
        var siblings = ofTicket(whose(fault));
        siblings.remove(n);
        if (siblings.isEmpty()) {
            byTicket.remove(whose(fault));
        }
    }

    private Fault fault(Long n) {
        return Objects.requireNonNull(faults.get(n));
    }

    private static String whose(Fault fault) {
        return Objects.requireNonNullElse(fault.match().ticketId(), EVERYBODY);
    }
}

package io.resolutionflow.stack.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The faults that are on. The one switched on first strikes first. */
public final class FaultMenu {

    private final List<Fault> faults = new ArrayList<>();
    private CountDownLatch silence = new CountDownLatch(1);

    public synchronized void add(Fault fault) {
        faults.add(fault);
    }

    /** Returns how many were on. */
    public synchronized int remove(Predicate<Fault> which) {
        var before = faults.size();
        faults.removeIf(which);
        return before - faults.size();
    }

    /** Switches everything off and lets those go who are being kept waiting. */
    public synchronized void clear() {
        faults.clear();
        silence.countDown();
        silence = new CountDownLatch(1);
    }

    public synchronized List<Fault> on() {
        return List.copyOf(faults);
    }

    /**
     * The first fault that hits such a request and satisfies {@code which}; one of its times is
     * gone then.
     */
    synchronized Optional<Fault> take(Target target, Predicate<Fault> which) {
        var taken = faults.stream().filter(fault -> fault.fits(target)).filter(which).findFirst();
        taken.ifPresent(this::useUp);
        return taken;
    }

    /** Real time, not the desk's: it is the client that is kept waiting. */
    public void keepSilent(Duration howLong) throws InterruptedException {
        currentSilence().await(howLong.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized CountDownLatch currentSilence() {
        return silence;
    }

    private void useUp(Fault fault) {
        var at = faults.indexOf(fault);
        var after = fault.usedOnce();
        if (after.usedUp()) {
            faults.remove(at);
        } else {
            faults.set(at, after);
        }
    }
}

package io.resolutionflow.stack.simulator.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A running clock that tests push forward, so that "a minute later" costs no minute. */
public final class SimulatorClock extends Clock {

    private final Clock real;
    private volatile Duration ahead = Duration.ZERO;

    public SimulatorClock(Clock real) {
        this.real = real;
    }

    public synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    public synchronized void reset() {
        ahead = Duration.ZERO;
    }

    public Duration ahead() {
        return ahead;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

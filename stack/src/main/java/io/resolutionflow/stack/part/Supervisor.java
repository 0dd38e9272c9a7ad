package io.resolutionflow.stack.part;

import io.resolutionflow.stack.instance.StateDirectory;
import io.resolutionflow.stack.process.Launch;
import io.resolutionflow.stack.process.ProcessIdentity;
import io.resolutionflow.stack.process.ProcessRecord;
import io.resolutionflow.stack.process.ProcessRecords;
import io.resolutionflow.stack.process.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Starts, watches and stops single units. */
public final class Supervisor {

    private static final Duration LOOK_EVERY = Duration.ofMillis(150);
    private static final long LOG_BYTES = 32L * 1024 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final StateDirectory state;
    private final ProcessRecords processes;
    private final Clock clock;
    private final Object starting = new Object();
    private boolean refusing;

    public Supervisor(StateDirectory state, Clock clock) {
        this.state = state;
        this.processes = new ProcessRecords(state.run());
        this.clock = clock;
    }

    public Optional<ProcessRecord> running(Unit unit) {
        return processes.findAlive(unit.name());
    }

    /** State of one part, asked now. */
    public PartState state(Unit unit, Part part) {
        if (unit.program().launch().isEmpty()) {
            return part.probe().ready() ? PartState.UP : PartState.DOWN;
        }
        var known = processes.find(unit.name());
        if (known.isEmpty()) {
            return PartState.DOWN;
        }
        if (!known.get().isAlive()) {
            return PartState.FAILED;
        }
        if (part.probe().ready()) {
            return PartState.UP;
        }
        boolean young = clock.instant().isBefore(known.get().at().plus(unit.readyWithin()));
        return young ? PartState.STARTING : PartState.FAILED;
    }

    /** Starts the unit unless it runs, and returns when it is ready and set up. */
    public void ensureReady(Unit unit, Progress progress) throws PartFailed, InterruptedException {
        try {
            if (running(unit).isEmpty()) {
                unit.program().prepare(progress);
                launch(unit);
            }
            awaitReady(unit);
            unit.program().afterReady();
        } catch (IOException | RuntimeException e) {
            throw new PartFailed(unit.name(), reason(e));
        }
    }

    /**
     * From when this returns no process is started any more, not even by a call that is under way.
     */
    public void refuseStarts() {
        synchronized (starting) {
            refusing = true;
        }
    }

    /** Stops the unit if its process is alive and forgets it either way. */
    public void stop(Unit unit) throws InterruptedException {
        var process = running(unit);
        if (process.isPresent()) {
            Stopping.stop(process.get().identity(), unit.program().stopSignal(), GRACE);
        }
        processes.forget(unit.name());
    }

    public void kill(Unit unit) throws InterruptedException {
        var process = running(unit);
        if (process.isPresent()) {
            Stopping.kill(process.get().identity());
        }
        processes.forget(unit.name());
    }

    private void launch(Unit unit) throws IOException, InterruptedException, PartFailed {
        Optional<Launch> launch = unit.program().launch();
        if (launch.isEmpty()) {
            return;
        }
        synchronized (starting) {
            if (refusing) {
                throw new PartFailed(unit.name(), "cancelled.");
            }
            rotate(state.log(unit.name()));
            unit.program()
                    .start(launch.get(), state.log(unit.name()))
                    .ifPresent(identity -> remember(unit, identity));
        }
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void remember(Unit unit, ProcessIdentity identity) {
        processes.save(new ProcessRecord(unit.name(), identity, clock.instant()));
    }

    private void awaitReady(Unit unit) throws PartFailed, InterruptedException {
        boolean ours = unit.program().launch().isPresent();
        long end = System.nanoTime() + unit.readyWithin().toNanos();
        while (true) {
            if (ours && running(unit).isEmpty()) {
                throw new PartFailed(unit.name(), "its process ended before it was ready.");
            }
            if (unit.ready()) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new PartFailed(
                        unit.name(), "not ready within " + unit.readyWithin().toSeconds() + " s.");
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

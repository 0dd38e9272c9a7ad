package io.resolutionflow.stack.part;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Starts a system: every unit as soon as those it waits for are ready. */
public final class Startup {

    private final SystemModel model;
    private final Supervisor supervisor;
    private final Progress progress;
    private final Map<String, Duration> elapsed = new ConcurrentHashMap<>();
    private volatile boolean cancelled;

    public Startup(SystemModel model, Supervisor supervisor, Progress progress) {
        this.model = model;
        this.supervisor = supervisor;
        this.progress = progress;
    }

    /**
     * Blocks until all that could start is ready.
     *
     * @return the failures, empty when all is well; units behind a failed one are left alone and
     *     not listed
     */
    public List<PartFailed> run() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, CompletableFuture<Void>> ready = new LinkedHashMap<>();
            for (List<Unit> level : model.levels()) {
                for (Unit unit : level) {
                    var before =
                            unit.waitsFor().stream()
                                    .map(ready::get)
                                    .toArray(CompletableFuture<?>[]::new);
                    ready.put(
                            unit.name(),
                            CompletableFuture.allOf(before)
                                    .thenRunAsync(() -> start(unit), threads));
                }
            }
            return ready.values().stream()
                    .flatMap(one -> failure(one).stream())
                    .distinct()
                    .toList();
        }
    }

    /** No further unit is started; for Ctrl-C. */
    public void cancel() {
        cancelled = true;
        supervisor.refuseStarts();
    }

    /** Time that each unit needed, by name. */
    public Map<String, Duration> elapsed() {
        return Map.copyOf(elapsed);
    }

    private void start(Unit unit) {
        long begin = System.nanoTime();
        try {
            if (cancelled) {
                throw new PartFailed(unit.name(), "cancelled.");
            }
            boolean was = supervisor.running(unit).isPresent();
            progress.say(unit.name(), was ? "already running" : "starting");
            supervisor.ensureReady(unit, progress);
            var needed = Duration.ofNanos(System.nanoTime() - begin);
            elapsed.put(unit.name(), needed);
            progress.say(unit.name(), "ready after " + Elapsed.text(needed));
        } catch (PartFailed e) {
            progress.say(unit.name(), cancelled ? "cancelled" : "FAILED");
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static List<PartFailed> failure(CompletableFuture<Void> one) {
        try {
            one.join();
            return List.of();
        } catch (CompletionException e) {
            return e.getCause() instanceof PartFailed failed ? List.of(failed) : List.of();
        }
    }
}

package io.resolutionflow.stack.part;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/** Stops a system: users before what they use, side by side where possible. */
public final class Shutdown {

    private final SystemModel model;
    private final Supervisor supervisor;
    private final Progress progress;

    public Shutdown(SystemModel model, Supervisor supervisor, Progress progress) {
        this.model = model;
        this.supervisor = supervisor;
        this.progress = progress;
    }

    public void run() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<Unit> level : model.stopOrder()) {
                CompletableFuture.allOf(
                                level.stream()
                                        .map(unit ->
                                                CompletableFuture.runAsync(
                                                        () -> stop(unit), threads))
                                        .toArray(CompletableFuture<?>[]::new))
                        .join();
            }
        }
    }

    private void stop(Unit unit) {
        boolean was = supervisor.running(unit).isPresent();
        try {
            supervisor.stop(unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
        if (was) {
            progress.say(unit.name(), "stopped");
        }
    }
}

package io.resolutionflow.stack.command;

import io.resolutionflow.stack.part.Elapsed;
import io.resolutionflow.stack.part.PartFailed;
import io.resolutionflow.stack.part.Shutdown;
import io.resolutionflow.stack.part.SystemModel;
import io.resolutionflow.stack.part.Unit;
import io.resolutionflow.stack.process.BusyPort;
import io.resolutionflow.stack.system.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "scale", description = "Run several processes of one service behind the gateway.")
final class ScaleCommand implements Callable<Integer> {

    /**
     * The gateway follows a change within a second; calls under way keep their process meanwhile.
     */
    private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(2);

    private final Context context;

    @Parameters(index = "0", paramLabel = "service")
    private String service = "";

    @Parameters(index = "1", paramLabel = "n", description = "1 to " + Processes.MOST)
    private int wanted;

    @Spec private @Nullable CommandSpec spec;

    ScaleCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Processes.scalable().contains(service)) {
            throw usage("'" + service + "' has one process. Services: " + Processes.scalable());
        }
        if (wanted < 1 || wanted > Processes.MOST) {
            throw usage("1 to " + Processes.MOST + " processes are possible.");
        }
        try (var _ = CommandLock.take(context.instance().state())) {
            var processes = new Processes(context.instance());
            int present = processes.of(service);
            return wanted >= present ? more(processes) : fewer(processes, present);
        }
    }

    private int more(Processes processes) throws IOException {
        int present = processes.of(service);
        processes.set(service, wanted);
        List<Unit> units = units(context.model(), 1, wanted);
        var busy =
                units.stream()
                        .filter(unit -> context.supervisor().running(unit).isEmpty())
                        .flatMap(unit -> unit.ports().stream())
                        .flatMap(port -> BusyPort.check(port).stream())
                        .toList();
        if (!busy.isEmpty()) {
            busy.forEach(port -> System.err.println("Cannot start: " + port.describe() + "."));
            processes.set(service, present);
            return 1;
        }
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            units.stream()
                                    .map(unit ->
                                            CompletableFuture.runAsync(() -> start(unit), threads))
                                    .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException e) {
            System.err.println(
                    e.getCause() instanceof PartFailed failed
                            ? failed.unit() + " failed: " + failed.getMessage()
                            : String.valueOf(e.getMessage()));
            return 1;
        }
        processes.publish();
        say(Elapsed.text(Duration.ofNanos(System.nanoTime() - begin)));
        return 0;
    }

    // first no new call comes in, then the process ends what it has
    private int fewer(Processes processes, int present) throws IOException, InterruptedException {
        SystemModel model = context.model();
        var names =
                units(model, wanted + 1, present).stream()
                        .map(Unit::name)
                        .collect(Collectors.toSet());
        long begin = System.nanoTime();
        processes.set(service, wanted);
        processes.publish();
        Thread.sleep(FOLLOWED_WITHIN);
        new Shutdown(model.only(names), context.supervisor(), context.progress()).run();
        say(Elapsed.text(Duration.ofNanos(System.nanoTime() - begin)));
        return 0;
    }

    private List<Unit> units(SystemModel model, int first, int last) {
        return model.units().stream()
                .filter(unit ->
                        IntStream.rangeClosed(first, last)
                                .anyMatch(number ->
                                        unit.name().equals(Processes.name(service, number))))
                .toList();
    }

    private void start(Unit unit) {
        try {
            context.supervisor().ensureReady(unit, context.progress());
        } catch (PartFailed e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private void say(String elapsed) {
        context.out()
                .println(
                        service
                                + ": "
                                + (wanted == 1 ? "1 process" : wanted + " processes")
                                + " after "
                                + elapsed
                                + ".");
    }

    private ParameterException usage(String sentence) {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        return new ParameterException(spec.commandLine(), sentence);
    }
}

package io.resolutionflow.stack.command;

import io.resolutionflow.stack.demo.DemoTenants;
import io.resolutionflow.stack.part.Elapsed;
import io.resolutionflow.stack.part.PartFailed;
import io.resolutionflow.stack.part.PartKind;
import io.resolutionflow.stack.part.PartState;
import io.resolutionflow.stack.part.Shutdown;
import io.resolutionflow.stack.part.Startup;
import io.resolutionflow.stack.part.Supervisor;
import io.resolutionflow.stack.part.SystemModel;
import io.resolutionflow.stack.part.Unit;
import io.resolutionflow.stack.process.BusyPort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Build what is missing, start everything, wait until it works.")
final class UpCommand implements Callable<Integer> {

    private static final int TAIL = 25;
    private static final int NOT_RUNNING = 10;

    private final Context context;

    @Option(names = "--no-web", description = "Leave out the web app.")
    private boolean noWeb;

    @Option(names = "--rebuild", description = "Build everything anew first.")
    private boolean rebuild;

    @Option(
            names = "--only-if-running",
            hidden = true,
            description =
                    "Start nothing; exit "
                            + NOT_RUNNING
                            + " unless all is up. The script asks before it builds.")
    private boolean onlyIfRunning;

    UpCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var _ = CommandLock.take(context.instance().state())) {
            return up();
        }
    }

    private int up() throws IOException, InterruptedException {
        var supervisor = context.supervisor();
        SystemModel model = context.model(!noWeb);
        if (!rebuild && isUp(model, supervisor)) {
            context.out().println("ResolutionFlow is already up; nothing to do.");
            new Summary(context, model).print();
            return 0;
        }
        if (onlyIfRunning) {
            return NOT_RUNNING;
        }
        if (rebuild) {
            new Shutdown(builtHere(model), supervisor, context.progress()).run();
        }
        List<Unit> stopped =
                model.units().stream().filter(unit -> supervisor.running(unit).isEmpty()).toList();
        List<BusyPort> busy = busyPorts(stopped);
        if (!busy.isEmpty()) {
            busy.forEach(port -> System.err.println("Cannot start: " + port.describe() + "."));
            System.err.println(
                    "End that program or choose other ports by RF_PORT_<NAME>. Nothing was started.");
            return 1;
        }
        context.rememberWeb(!noWeb);
        context.instance().savePorts();
        return start(model, supervisor, stopped);
    }

    private static List<BusyPort> busyPorts(List<Unit> units) {
        return units.stream()
                .flatMap(unit -> unit.ports().stream())
                .flatMap(port -> BusyPort.check(port).stream())
                .toList();
    }

    private int start(SystemModel model, Supervisor supervisor, List<Unit> stopped)
            throws InterruptedException {
        long begin = System.nanoTime();
        var startup = new Startup(model, supervisor, context.progress());
        var interrupt = stopOnInterrupt(startup, model, supervisor, stopped);
        boolean ready;
        try {
            ready = startAndSeed(startup, model);
        } finally {
            forget(interrupt);
        }
        if (!ready) {
            return 1;
        }
        var needed = Duration.ofNanos(System.nanoTime() - begin);
        context.out().println();
        context.out().println("Ready after " + Elapsed.text(needed) + ": " + times(startup));
        new Summary(context, model).print();
        return 0;
    }

    private boolean startAndSeed(Startup startup, SystemModel model) throws InterruptedException {
        List<PartFailed> failures = startup.run();
        failures.forEach(this::report);
        if (!failures.isEmpty()) {
            return false;
        }
        try {
            if (DemoTenants.NEEDS.stream().allMatch(name -> model.unit(name).isPresent())) {
                new DemoTenants(context.instance()).seed(context.progress());
            }
            return true;
        } catch (IOException e) {
            System.err.println();
            System.err.println("demo tenants failed: " + e.getMessage());
            return false;
        }
    }

    private static String times(Startup startup) {
        return startup.elapsed().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(one -> one.getKey() + " " + Elapsed.text(one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // it is running: somebody pressed Ctrl-C
        }
    }

    // the backing servers are not built from this source tree
    private static SystemModel builtHere(SystemModel model) {
        return model.only(
                model.units().stream()
                        .filter(unit ->
                                unit.parts().stream()
                                        .noneMatch(part -> part.kind() == PartKind.BACKING))
                        .map(Unit::name)
                        .collect(Collectors.toSet()));
    }

    private static boolean isUp(SystemModel model, Supervisor supervisor) {
        return model.units().stream()
                .allMatch(unit ->
                        unit.parts().stream()
                                .allMatch(part -> supervisor.state(unit, part) == PartState.UP));
    }

    private Thread stopOnInterrupt(
            Startup startup, SystemModel model, Supervisor supervisor, List<Unit> stopped) {
        Set<String> ours = stopped.stream().map(Unit::name).collect(Collectors.toSet());
        var hook =
                new Thread(() -> {
                    startup.cancel();
                    context.out().println();
                    context.out().println("Interrupted: stopping what was started.");
                    new Shutdown(model.only(ours), supervisor, context.progress()).run();
                });
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private void report(PartFailed failure) {
        System.err.println();
        System.err.println(failure.unit() + " failed: " + failure.getMessage());
        var log = context.instance().state().log(failure.unit());
        List<String> tail = LogTail.of(log, TAIL);
        if (!tail.isEmpty()) {
            System.err.println("Last lines of " + log + ":");
            tail.forEach(line -> System.err.println("  " + line));
        }
    }
}

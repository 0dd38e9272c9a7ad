package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * The services and the gateway of a running stack with two processes each, as a cluster runs them:
 * behind one address a service, rolled process by process. The stack's own processes are stopped
 * meanwhile, its database, broker, Keycloak and simulators serve this one.
 */
final class Cluster implements AutoCloseable {

    static final String GATEWAY = "gateway";
    static final int PROCESSES = 2;

    private static final List<String> SERVICES =
            List.of(
                    "ai-gateway-service",
                    "session-service",
                    "l1-walk-service",
                    "handoff-service",
                    "psa-writeback-service");

    private final Stack stack;
    private final FrontDoor door;
    private final List<ServicePort> ports = new ArrayList<>();
    private final List<Workload> workloads = new ArrayList<>();
    private final Thread onInterrupt = new Thread(() -> workloads.forEach(Workload::kill));

    /**
     * @param work a folder for the processes' logs
     * @param only what has two processes; the others keep the one that the stack runs
     */
    Cluster(Stack stack, Path work, List<String> only) throws IOException {
        this.stack = stack;
        this.door = new FrontDoor(stack.gateway().issuer());
        Files.createDirectories(work);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        for (String service : SERVICES) {
            if (only.contains(service)) {
                workloads.add(behindOneAddress(service, work));
            }
        }
        if (only.contains(GATEWAY)) {
            var launch = stack.launch(GATEWAY);
            stack.stop(GATEWAY);
            workloads.add(new Workload(GATEWAY, launch, work, door::join, door::leave));
        } else {
            door.join(stack.gateway().address().getPort());
        }
    }

    private Workload behindOneAddress(String service, Path work) {
        var launch = stack.launch(service);
        stack.stop(service);
        var port = ServicePort.open(launch.path("environment").path("SERVER_PORT").asInt());
        ports.add(port);
        return new Workload(service, launch, work, port::join, port::leave);
    }

    /** Names of all that is rolled out. */
    static List<String> everything() {
        var all = new ArrayList<>(SERVICES);
        all.add(GATEWAY);
        return List.copyOf(all);
    }

    FrontDoor door() {
        return door;
    }

    List<Workload> workloads() {
        return List.copyOf(workloads);
    }

    /** Two processes of everything. */
    void start(Build build) throws Exception {
        together(workload -> {
            workload.start(PROCESSES, build);
            return null;
        });
    }

    /** What the chart's Jobs do; fails with the name of the first that did not. */
    void migrate(Build build) throws Exception {
        for (Workload workload : workloads) {
            if (!workload.service().equals(GATEWAY)) {
                int code = workload.migrate(build);
                if (code != 0) {
                    throw new IllegalStateException(
                            "the migration of " + workload.service() + " ended with " + code);
                }
            }
        }
    }

    /** The longest time a process of it took from the signal to its end. */
    Duration roll(Workload workload, Build build) throws IOException, InterruptedException {
        var longest = Duration.ZERO;
        for (int number = 0; number < PROCESSES; number++) {
            Duration ended = workload.replace(number, build);
            longest = ended.compareTo(longest) > 0 ? ended : longest;
        }
        return longest;
    }

    private interface Work {
        Void on(Workload workload) throws Exception;
    }

    private void together(Work work) throws Exception {
        // as many at once as the machine has processors: starts that share one all come late
        int atOnce = Runtime.getRuntime().availableProcessors();
        try (var threads = Executors.newFixedThreadPool(atOnce)) {
            var all = new ArrayList<Callable<Void>>();
            workloads.forEach(workload -> all.add(() -> work.on(workload)));
            for (var one : threads.invokeAll(all)) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** The stack runs its own processes again when this returns. */
    @Override
    public void close() throws Exception {
        together(workload -> {
            workload.stop();
            return null;
        });
        ports.forEach(ServicePort::close);
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        for (Workload workload : workloads) {
            stack.restart(workload.service());
        }
    }
}

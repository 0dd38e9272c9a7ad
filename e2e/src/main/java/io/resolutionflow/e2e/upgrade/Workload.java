package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.stack.StartedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;

/** The processes of one service, and how each is taken out and brought back. */
final class Workload {

    /**
     * The chart's {@code preStop}: this long a process works on after it has left its Service,
     * since not everybody hears of that at once.
     */
    private static final Duration BEFORE_THE_SIGNAL = Duration.ofSeconds(5);

    private static final int STARTS = 3;

    private final String service;
    private final JsonNode launch;
    private final Path log;
    private final IntConsumer join;
    private final IntConsumer leave;
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();

    /** A process and the port it is called on. */
    private record Replica(StartedProgram program, int port, Build build) {}

    /**
     * @param launch what {@code rf launch} prints for it
     * @param join told the port of each process that became ready
     * @param leave told the port of each process before it is stopped
     */
    Workload(String service, JsonNode launch, Path work, IntConsumer join, IntConsumer leave) {
        this.service = service;
        this.launch = launch;
        this.log = work.resolve(service);
        this.join = join;
        this.leave = leave;
    }

    String service() {
        return service;
    }

    /** Where everybody looks for the service. */
    int standardPort() {
        return Integer.parseInt(launch.path("environment").path("SERVER_PORT").asString());
    }

    /** Further processes of a build; ready when this returns. */
    void start(int processes, Build build) throws IOException, InterruptedException {
        for (int n = 0; n < processes; n++) {
            Replica replica = launched(replicas.size(), build);
            replicas.add(replica);
            ready(replica);
            join.accept(replica.port());
        }
    }

    /**
     * One process ends and its successor takes its place: out of the Service, the signal, the end
     * of what is under way, a new process, back into the Service. The others serve meanwhile.
     *
     * @return from the signal to the end
     */
    Duration replace(int number, Build build) throws IOException, InterruptedException {
        Replica old = replicas.get(number);
        leave.accept(old.port());
        Thread.sleep(BEFORE_THE_SIGNAL);
        long signalled = System.nanoTime();
        old.program().stop();
        var ended = Duration.ofNanos(System.nanoTime() - signalled);
        Replica next = launched(number, build);
        replicas.set(number, next);
        ready(next);
        join.accept(next.port());
        return ended;
    }

    // a start that fails is tried again, as kubelet does
    private static void ready(Replica replica) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                replica.program().awaitReady();
                return;
            } catch (IOException e) {
                if (tries == STARTS) {
                    throw e;
                }
                replica.program().start(List.of());
            }
        }
    }

    /** Migrates the schema by a build and ends, as the chart's Job does before an upgrade. */
    int migrate(Build build) throws IOException, InterruptedException {
        var job =
                program("migration", build)
                        .with(Map.of("RF_MIGRATIONS", "only", "SERVER_PORT", "0"))
                        .with(Map.of("MANAGEMENT_SERVER_PORT", "0"));
        job.start(List.of());
        return job.awaitEnd();
    }

    /** The builds that serve now, by process. */
    List<String> builds() {
        return replicas.stream().map(replica -> replica.build().name()).toList();
    }

    void stop() {
        for (Replica replica : replicas) {
            try {
                replica.program().stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        replicas.clear();
    }

    void kill() {
        List.copyOf(replicas).forEach(replica -> replica.program().kill());
    }

    private Replica launched(int number, Build build) throws IOException {
        int port = freePort();
        var settings = new HashMap<String, String>();
        settings.put("SERVER_PORT", String.valueOf(port));
        settings.put("MANAGEMENT_SERVER_PORT", String.valueOf(freePort()));
        var program = program(String.valueOf(number + 1), build).with(settings);
        program.start(List.of());
        return new Replica(program, port, build);
    }

    private StartedProgram program(String what, Build build) {
        return StartedProgram.of(
                        launch, log.resolveSibling(log.getFileName() + "-" + what + ".log"))
                .withCommand(command -> build.command(service, command))
                // as in a cluster: a Job migrates, the services only check
                .with(
                        service.equals(Cluster.GATEWAY)
                                ? Map.of()
                                : Map.of("RF_MIGRATIONS", "check"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String toString() {
        return service + " " + Json.write(builds());
    }
}

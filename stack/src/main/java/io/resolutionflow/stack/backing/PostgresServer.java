package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import io.resolutionflow.stack.part.Program;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Commands;
import io.resolutionflow.stack.process.Launch;
import io.resolutionflow.stack.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A PostgreSQL server of our own, reachable by password on 127.0.0.1 only. */
final class PostgresServer implements Program {

    private static final int LOOKS = 100;
    private static final long BETWEEN_MILLIS = 100;

    private final Instance instance;
    private final PostgresRuntime runtime;
    private final Databases databases;

    PostgresServer(Instance instance, PostgresRuntime runtime, Databases databases) {
        this.instance = instance;
        this.runtime = runtime;
        this.databases = databases;
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        runtime.prepare(progress);
        if (Files.notExists(runtime.data())) {
            createCluster();
        }
        CrashedPostgres.clear(runtime.data());
    }

    // made beside its place and moved there when whole, so that a crash leaves no half cluster
    private void createCluster() throws IOException, InterruptedException {
        String unfinished = runtime.dataInside() + ".unfinished";
        String password = runtime.dataInside() + ".password";
        Commands.run(runtime.common(List.of("/bin/rm", "-rf", unfinished)));
        // not /dev/stdin: a bare chroot has no /proc to resolve it
        Commands.run(
                runtime.common(List.of("/bin/sh", "-c", "umask 077; cat > '" + password + "'")),
                instance.secrets().get("postgres") + "\n",
                Map.of());
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--username=postgres",
                                "--pwfile=" + password,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--data-checksums",
                                "--pgdata=" + unfinished));
        options.addAll(runtime.localeOptions());
        Commands.run(runtime.server("initdb", options));
        Commands.run(runtime.common(List.of("/bin/rm", "-f", password)));
        Commands.run(
                runtime.common(List.of("/bin/mv", unfinished, runtime.dataInside().toString())));
    }

    @Override
    public Optional<Launch> launch() {
        return Optional.of(
                new Launch(
                        runtime.server(
                                "postgres",
                                List.of(
                                        "-D",
                                        runtime.dataInside().toString(),
                                        "-c",
                                        "listen_addresses=127.0.0.1",
                                        "-c",
                                        "port=" + instance.ports().of(PortName.POSTGRES),
                                        "-c",
                                        "unix_socket_directories=",
                                        "-c",
                                        // taken only as it is used: an empty system stays small
                                        "shared_buffers=256MB",
                                        "-c",
                                        // rf bench measures from the commit on
                                        "track_commit_timestamp=on",
                                        "-c",
                                        "max_connections=150")),
                        Map.of(),
                        Path.of("/")));
    }

    @Override
    public void afterReady() throws IOException, InterruptedException {
        databases.create();
    }

    @Override
    public Optional<ProcessIdentity> start(Launch launch, Path log)
            throws IOException, InterruptedException {
        if (!Privileges.elevated(launch.command())) {
            return Program.super.start(launch, log);
        }
        Privileges.startInBackground(launch.command(), log);
        return awaitPid();
    }

    // behind sudo the pid of what was started says nothing; the server notes its own
    private Optional<ProcessIdentity> awaitPid() throws InterruptedException {
        for (int n = 0; n < LOOKS; n++) {
            var server = notedPid().flatMap(ProcessIdentity::of);
            if (server.isPresent()) {
                return server;
            }
            Thread.sleep(BETWEEN_MILLIS);
        }
        return Optional.empty();
    }

    private Optional<Long> notedPid() {
        try {
            return Optional.of(
                    Long.valueOf(
                            Files.readAllLines(runtime.data().resolve("postmaster.pid"))
                                    .getFirst()
                                    .strip()));
        } catch (IOException | NumberFormatException | NoSuchElementException _) {
            return Optional.empty();
        }
    }

    // fast shutdown: the polite signal would wait for every client to leave
    @Override
    public String stopSignal() {
        return "INT";
    }

    @Override
    public void wipe() throws IOException, InterruptedException {
        runtime.wipe();
    }
}

package io.resolutionflow.e2e.gateway;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.bench.Benchmark;
import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.gateway.Wrk.Load;
import io.resolutionflow.e2e.report.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A gateway of its own, nginx as a plain proxy and HAProxy verifying the same token, before one
 * upstream, in turns in one run. On a busy or small machine compare the processor time of a
 * request: the load generator and the upstream share the processors with what is measured.
 */
public final class GatewayBench implements Benchmark {

    private static final String PATH = "/api/v1/ai-sessions/queue";
    private static final String USER = "eng1@acme.test";

    /** One turn of one peer. */
    private record Turn(double perSecond, double processorMicros, double medianMillis) {}

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String about() {
        return "requests, processor time and added latency against nginx and HAProxy";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int seconds = bench.settings().number("seconds", 10);
        int rounds = bench.settings().number("rounds", 3);
        int warm = bench.settings().number("warm", 30);
        int connections = bench.settings().number("connections", 32);
        Path work = bench.work();
        var programs = new Programs(work);
        var wrk = new Wrk(programs.find("wrk", "wrk"), programs.environment());
        String nginx = programs.find("nginx", "nginx-light");
        String haproxy = programs.find("haproxy", "haproxy");
        String issuer = bench.stack().variable("RF_ISSUER_URI");
        var files = new PeerFiles(work);
        int upstreamPort = freePort();
        Map<String, String> environment = programs.environment();
        try (Peer upstream =
                        nginx("upstream", nginx, upstreamPort, files.upstream(upstreamPort), work);
                Peer plain = plainProxy(nginx, files, upstreamPort, work);
                Peer checking =
                        checkingProxy(haproxy, files, upstreamPort, issuer, work, environment);
                Peer gateway = gateway(issuer, upstreamPort, work)) {
            bench.report().fact("connections", connections);
            wrk.run(gateway.url(PATH), token(bench), connections, warm);
            var turns = new HashMap<Peer, List<Turn>>();
            for (int round = 0; round < rounds; round++) {
                for (Peer peer : List.of(upstream, plain, checking, gateway)) {
                    turns.computeIfAbsent(peer, key -> new ArrayList<>())
                            .add(turn(wrk, peer, token(bench), connections, seconds));
                }
            }
            report(bench.report(), turns, upstream, plain, checking, gateway);
        }
    }

    private static Turn turn(Wrk wrk, Peer peer, String token, int connections, int seconds)
            throws IOException, InterruptedException {
        Load alone = wrk.run(peer.url(PATH), token, 1, seconds);
        double before = peer.processorSeconds();
        Load full = wrk.run(peer.url(PATH), token, connections, seconds);
        double used = peer.processorSeconds() - before;
        return new Turn(full.perSecond(), used / full.requests() * 1e6, alone.medianMillis());
    }

    private static void report(
            Report report,
            Map<Peer, List<Turn>> turns,
            Peer upstream,
            Peer plain,
            Peer checking,
            Peer gateway) {
        for (Peer peer : List.of(upstream, plain, checking, gateway)) {
            List<Turn> own = turns.getOrDefault(peer, List.of());
            report.figure(peer.name() + " requests", median(own, Turn::perSecond), "1/s");
            report.figure(
                    peer.name() + " processor time a request",
                    median(own, Turn::processorMicros),
                    "us");
            report.figure(
                    peer.name() + " p50, one connection", median(own, Turn::medianMillis), "ms");
        }
        double direct = median(turns.getOrDefault(upstream, List.of()), Turn::medianMillis);
        for (Peer peer : List.of(plain, checking)) {
            report.figure(
                    peer.name() + " added p50",
                    median(turns.getOrDefault(peer, List.of()), Turn::medianMillis) - direct,
                    "ms");
        }
        List<Turn> own = turns.getOrDefault(gateway, List.of());
        report.atMost(1, "gateway added p50", median(own, Turn::medianMillis) - direct, "ms");
        double peers = median(turns.getOrDefault(checking, List.of()), Turn::processorMicros);
        report.atLeast(
                0.5,
                "gateway requests per core, of HAProxy's",
                peers / median(own, Turn::processorMicros),
                "");
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private static Peer nginx(String name, String program, int port, Path configuration, Path work)
            throws IOException, InterruptedException {
        return Peer.start(
                name,
                port,
                work.resolve(name + ".log"),
                Map.of(),
                List.of(program, "-e", "stderr", "-c", configuration.toString()));
    }

    private static Peer plainProxy(String program, PeerFiles files, int upstream, Path work)
            throws IOException, InterruptedException {
        int port = freePort();
        return nginx("nginx", program, port, files.nginxProxy(port, upstream), work);
    }

    private static Peer checkingProxy(
            String program,
            PeerFiles files,
            int upstream,
            String issuer,
            Path work,
            Map<String, String> environment)
            throws Exception {
        int port = freePort();
        Path configuration = files.haproxy(port, upstream, issuer, files.publicKey(issuer));
        return Peer.start(
                "HAProxy",
                port,
                work.resolve("haproxy.log"),
                environment,
                List.of(program, "-db", "-f", configuration.toString()));
    }

    /** The same jar as the stack's, before the upstream; logs and traces as in operation. */
    private static Peer gateway(String issuer, int upstream, Path work)
            throws IOException, InterruptedException {
        int port = freePort();
        String address = "http://127.0.0.1:" + upstream;
        var environment = new HashMap<String, String>();
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(freePort()));
        environment.put("SPRING_PROFILES_ACTIVE", "local");
        environment.put("RF_RATE_LIMIT_FACTOR", "1000000");
        environment.put("RF_ISSUER_URI", issuer);
        environment.put("RF_INSTANCES_FILE", "");
        for (String service :
                List.of("SESSION", "L1_WALK", "HANDOFF", "PSA_WRITEBACK", "AI_GATEWAY")) {
            environment.put("RF_" + service + "_SERVICE_URL", address);
        }
        return Peer.start(
                "gateway",
                port,
                work.resolve("gateway.log"),
                environment,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        jar().toString()));
    }

    private static Path jar() throws IOException {
        Path target = Path.of(System.getenv().getOrDefault("RF_HOME", "."), "gateway", "target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(
                            file -> file.getFileName().toString().matches("gateway-[^/]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException("the gateway is not built: ./rf up does it"));
        }
    }

    /** A fresh one each time: it lives five minutes. */
    private static String token(Bench bench) {
        return new Gateway(
                        URI.create(bench.stack().gateway().address().toString()),
                        URI.create(bench.stack().variable("RF_ISSUER_URI")))
                .signIn(USER)
                .token();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.bench.Benchmark;
import io.resolutionflow.e2e.gateway.Programs;
import io.resolutionflow.e2e.gateway.Wrk;
import io.resolutionflow.e2e.report.Latencies;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The gateway with its ledger on, npm {@code @portkey-ai/gateway} (which has none) and a direct
 * call, against the same simulated model in interleaved rounds (contract-ai §11). Both gateways
 * share a processor that is theirs alone, and no service runs beside them unless the stack was
 * there before ({@code RF_HERE}) or all benchmarks run. Settings: {@code rounds}, {@code calls} (a
 * round, one after the other), {@code seconds} (a burst), {@code warm} (seconds of one before all),
 * {@code parallel}, {@code accounts}, {@code streams}.
 */
public final class AiBench implements Benchmark {

    private static final String MODEL = "sim-ok";
    private static final String STREAMED = "sim-paced-64-20";

    @Override
    public String name() {
        return "ai";
    }

    @Override
    public String about() {
        return "the AI gateway, ledger on, against npm @portkey-ai/gateway and a direct call";
    }

    @FunctionalInterface
    private interface Call {
        HttpRequest next() throws IOException, InterruptedException;
    }

    @Override
    public void run(Bench bench) throws Exception {
        List<UUID> accounts =
                Stream.generate(UUID::randomUUID)
                        .limit(bench.settings().number("accounts", 1_000))
                        .toList();
        Path log = bench.work().resolve("ai-gateway.log");
        try (var processor = OwnProcessor.clear(bench.stack())) {
            bench.report().fact("a processor for the gateways alone", processor.isClear());
            List<String> there = processor.prefix();
            try (var ours = AiGatewayProcess.start(bench.stack(), log, List.of(MODEL), "", there);
                    var peer = PortkeyPeer.start(bench.work(), there)) {
                calls(bench, ours, peer, accounts);
            }
            try (var ours =
                    AiGatewayProcess.start(bench.stack(), log, List.of(STREAMED), "", there)) {
                streams(bench, ours, accounts);
            }
        }
    }

    private static void calls(
            Bench bench, AiGatewayProcess ours, PortkeyPeer peer, List<UUID> accounts)
            throws Exception {
        int rounds = bench.settings().number("rounds", 5);
        int calls = bench.settings().number("calls", 1_000);
        var facts = new LedgerFacts(bench.stack());
        facts.price(MODEL);
        facts.accounts(accounts);
        var caller = new AiCaller(bench.stack());
        var requests = new AiRequests(bench.stack(), caller);
        var next = new AtomicInteger();
        Call direct = () -> requests.direct(MODEL, false);
        Call through = () -> requests.peer(peer.port(), MODEL);
        Call gateway =
                () ->
                        requests.ours(
                                ours.port(),
                                accounts.get(next.getAndIncrement() % accounts.size()),
                                false);
        var burst =
                new Burst(
                        bench,
                        new Programs(bench.work()),
                        bench.settings().number("parallel", 32),
                        bench.settings().number("seconds", 15));
        // some minutes of a gateway's life: until then its compiler has the processor
        burst.warmUp(
                bench.settings().number("warm", 120),
                ours,
                requests.script(bench.work(), "warm", accounts));
        try (var commits = new DurableCommits(bench.stack())) {
            oneAfterTheOther(
                    bench, caller, rounds, calls, List.of(direct, through, gateway), commits);
        }
        List<UUID> hot = accounts.subList(0, 1);
        for (int round = 0; round < rounds; round++) {
            burst.peer(peer, requests.peerScript(bench.work(), MODEL));
            burst.ours("many", ours, requests.script(bench.work(), "many", accounts));
            burst.ours("hot", ours, requests.script(bench.work(), "hot", hot));
        }
        burst.report();
        new AiNeighbours(bench, caller, requests, accounts)
                .run(
                        ours.port(),
                        calls,
                        () ->
                                burst.ours(
                                        "noisy",
                                        ours,
                                        requests.script(bench.work(), "noisy", hot)));
        bench.report().figure("resident memory of ours", ours.cost().resident(), "MiB");
        bench.report().figure("resident memory of the peer", peer.cost().resident(), "MiB");
    }

    private static void streams(Bench bench, AiGatewayProcess ours, List<UUID> accounts)
            throws Exception {
        new LedgerFacts(bench.stack()).price(STREAMED);
        var caller = new AiCaller(bench.stack());
        var requests = new AiRequests(bench.stack(), caller);
        new AiStreams(bench, caller, requests, STREAMED)
                .run(ours.port(), accounts, bench.settings().number("streams", 200));
    }

    /** Interleaved, so that a noisy minute hits all alike. */
    private static void oneAfterTheOther(
            Bench bench,
            AiCaller caller,
            int rounds,
            int calls,
            List<Call> three,
            DurableCommits commits)
            throws Exception {
        List<Latencies> taken = List.of(new Latencies(), new Latencies(), new Latencies());
        var pairs = new Latencies();
        int bad = 0;
        for (int round = 0; round <= rounds; round++) {
            for (int i = 0; i < three.size(); i++) {
                // the first round warms up
                var into = round == 0 ? new Latencies() : taken.get(i);
                bad += measure(caller, into, calls, three.get(i));
            }
            commits.measure(round == 0 ? new Latencies() : pairs, calls);
            bench.report()
                    .fact(
                            "load average, round " + round,
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
        bench.report().check("every call was answered", bad == 0, bad + " were not");
        taken.get(0).report(bench.report(), "direct");
        taken.get(1).report(bench.report(), "peer (no ledger)");
        taken.get(2).report(bench.report(), "ours");
        double base = taken.get(0).percentile(50);
        bench.report().figure("two durable commits p50", pairs.percentile(50), "ms");
        bench.report().figure("peer added p50", taken.get(1).percentile(50) - base, "ms");
        bench.report()
                .atMost(
                        AiGoals.ADDED_MILLIS,
                        "ours added p50",
                        taken.get(2).percentile(50) - base,
                        "ms");
    }

    private static int measure(AiCaller caller, Latencies into, int calls, Call call)
            throws IOException, InterruptedException {
        int bad = 0;
        for (int i = 0; i < calls; i++) {
            HttpRequest request = call.next();
            long began = System.nanoTime();
            int status = caller.http().send(request, BodyHandlers.ofString()).statusCode();
            if (status == 200) {
                into.add(System.nanoTime() - began);
            } else {
                bad++;
            }
        }
        return bad;
    }

    /** As many calls as go through in some seconds. */
    private static final class Burst {

        private record Turn(String who, double perSecond, double cpuMicros, double p99Millis) {}

        private final Bench bench;
        private final Wrk wrk;
        private final int parallel;
        private final int seconds;
        private final List<Turn> turns = new java.util.ArrayList<>();

        Burst(Bench bench, Programs programs, int parallel, int seconds)
                throws IOException, InterruptedException {
            this(
                    bench,
                    new Wrk(programs.find("wrk", "wrk"), programs.environment()),
                    parallel,
                    seconds);
        }

        private Burst(Bench bench, Wrk wrk, int parallel, int seconds) {
            this.bench = bench;
            this.wrk = wrk;
            this.parallel = parallel;
            this.seconds = seconds;
        }

        void warmUp(int lasting, AiGatewayProcess process, Path script) throws Exception {
            long refused =
                    wrk.warmUp(
                            "http://127.0.0.1:" + process.port(),
                            parallel,
                            lasting,
                            "-s",
                            script.toString());
            bench.report().fact("refused while it warmed up", refused);
        }

        void ours(String who, AiGatewayProcess process, Path script) throws Exception {
            run(who, process.port(), process.cost(), script);
        }

        void peer(PortkeyPeer peer, Path script) throws Exception {
            run("peer", peer.port(), peer.cost(), script);
        }

        private void run(String who, int port, ProcessCost cost, Path script) throws Exception {
            double before = cost.cpuSeconds();
            Wrk.Load load =
                    wrk.run("http://127.0.0.1:" + port, parallel, seconds, "-s", script.toString());
            double cpu = (cost.cpuSeconds() - before) * 1e6 / load.requests();
            turns.add(new Turn(who, load.perSecond(), cpu, load.p99Millis()));
        }

        void report() {
            var report = bench.report();
            report.figure("peer: requests a second", median("peer", 0), "1/s");
            report.figure("peer: CPU a request", median("peer", 1), "µs");
            report.figure("peer: p99", median("peer", 2), "ms");
            double rate = AiGoals.RATE_OF_PEER * median("peer", 0);
            report.atLeast(
                    rate, "ours, many accounts: requests a second", median("many", 0), "1/s");
            report.atMost(
                    AiGoals.CPU_OF_PEER * median("peer", 1),
                    "ours, many accounts: CPU a request",
                    median("many", 1),
                    "µs");
            report.figure("ours, many accounts: p99", median("many", 2), "ms");
            report.atLeast(
                    rate, "ours, one hot account: requests a second", median("hot", 0), "1/s");
            report.figure("ours, one hot account: CPU a request", median("hot", 1), "µs");
            report.figure("ours, one hot account: p99", median("hot", 2), "ms");
        }

        private double median(String who, int figure) {
            double[] sorted =
                    turns.stream()
                            .filter(turn -> turn.who().equals(who))
                            .mapToDouble(turn ->
                                    switch (figure) {
                                        case 0 -> turn.perSecond();
                                        case 1 -> turn.cpuMicros();
                                        default -> turn.p99Millis();
                                    })
                            .sorted()
                            .toArray();
            return sorted[sorted.length / 2];
        }
    }
}

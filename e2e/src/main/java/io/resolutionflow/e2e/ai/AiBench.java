package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.bench.Benchmark;
import io.resolutionflow.e2e.report.Latencies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The gateway with its ledger on, npm {@code @portkey-ai/gateway} (which has none) and a direct
 * call, against the same simulated model in interleaved rounds; then streams.
 */
public final class AiBench implements Benchmark {

    private static final String PEER = "@portkey-ai/gateway@1.15.2";
    private static final String MODEL = "sim-ok";
    private static final String STREAMED = "sim-paced-64-20";
    private static final String DIRECT_BODY =
            "{\"model\":\"%s\",\"max_completion_tokens\":2000,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"bench\"}]}";

    @Override
    public String name() {
        return "ai";
    }

    @Override
    public String about() {
        return "the AI gateway, ledger on, against npm @portkey-ai/gateway and a direct call";
    }

    private interface Call {
        int once() throws Exception;
    }

    @Override
    public void run(Bench bench) throws Exception {
        int rounds = bench.settings().number("rounds", 5);
        int calls = bench.settings().number("calls", 400);
        int parallel = bench.settings().number("parallel", 32);
        int burst = bench.settings().number("burst", 4_000);
        int streams = bench.settings().number("streams", 200);
        var facts = new LedgerFacts(bench.stack());
        facts.price(MODEL);
        facts.price(STREAMED);
        List<UUID> accounts = new ArrayList<>();
        for (int i = 0; i < bench.settings().number("accounts", 200); i++) {
            UUID account = UUID.randomUUID();
            facts.account(account, "none", 0);
            accounts.add(account);
        }
        Path log = bench.work().resolve("ai-gateway.log");
        var caller = new AiCaller(bench.stack());
        try (var ours = AiGatewayProcess.start(bench.stack(), log, List.of(MODEL), "");
                var peer = Peer.start(bench.work())) {
            Call direct = () -> direct(bench, caller, MODEL);
            Call through = () -> through(caller, peer.port(), bench);
            var next = new AtomicInteger();
            Call gateway =
                    () ->
                            gateway(
                                    caller,
                                    ours.port(),
                                    accounts.get(next.getAndIncrement() % accounts.size()));
            rounds(bench, rounds, calls, direct, through, gateway);
            burst(bench, "ours", burst, parallel, gateway, ours.pid());
            burst(bench, "peer (no ledger)", burst, parallel, through, peer.pid());
            UUID hot = accounts.getFirst();
            burst(
                    bench,
                    "ours, one hot account",
                    burst / 4,
                    parallel,
                    () -> gateway(caller, ours.port(), hot),
                    ours.pid());
            bench.report().figure("resident memory of ours", resident(ours.pid()), "MiB");
            bench.report().figure("resident memory of the peer", resident(peer.pid()), "MiB");
        }
        try (var ours = AiGatewayProcess.start(bench.stack(), log, List.of(STREAMED), "")) {
            streams(bench, caller, ours.port(), accounts, streams);
        }
    }

    /** Interleaved, so that a noisy minute hits all three alike. */
    private static void rounds(
            Bench bench, int rounds, int calls, Call direct, Call through, Call gateway)
            throws Exception {
        var directly = new Latencies();
        var peers = new Latencies();
        var mine = new Latencies();
        for (int i = 0; i < calls; i++) {
            direct.once();
            through.once();
            gateway.once();
        }
        for (int round = 0; round < rounds; round++) {
            measure(directly, calls, direct);
            measure(peers, calls, through);
            measure(mine, calls, gateway);
            bench.report().fact("load average, round " + (round + 1), load());
        }
        directly.report(bench.report(), "direct");
        peers.report(bench.report(), "peer (no ledger)");
        mine.report(bench.report(), "ours");
        double base = directly.percentile(50);
        bench.report().figure("peer added p50", peers.percentile(50) - base, "ms");
        bench.report().atMost(2, "ours added p50", mine.percentile(50) - base, "ms");
    }

    private static void measure(Latencies into, int calls, Call call) throws Exception {
        for (int i = 0; i < calls; i++) {
            long began = System.nanoTime();
            int status = call.once();
            if (status == 200) {
                into.add(System.nanoTime() - began);
            }
        }
    }

    private static void burst(Bench bench, String who, int calls, int parallel, Call call, long pid)
            throws Exception {
        double cpuBefore = cpuSeconds(pid);
        long began = System.nanoTime();
        var fine = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(parallel)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < calls; i++) {
                Callable<Integer> one = call::once;
                running.add(threads.submit(() -> one.call() == 200 ? fine.incrementAndGet() : 0));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = cpuSeconds(pid) - cpuBefore;
        bench.report().figure(who + ": requests a second", fine.get() / seconds, "1/s");
        bench.report().figure(who + ": CPU a request", cpu * 1e6 / Math.max(1, fine.get()), "µs");
        bench.report().figure(who + ": not answered", calls - fine.get(), "calls");
    }

    private static void streams(
            Bench bench, AiCaller caller, int port, List<UUID> accounts, int streams)
            throws Exception {
        var direct = new Latencies();
        var ours = new Latencies();
        var gaps = new Latencies();
        var whole = new AtomicInteger();
        for (boolean gateway : new boolean[] {false, true}) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = new ArrayList<Future<?>>();
                for (int i = 0; i < streams; i++) {
                    UUID account = accounts.get(i % accounts.size());
                    running.add(
                            threads.submit(() -> {
                                HttpRequest request =
                                        gateway
                                                ? streamed(caller, port, account)
                                                : directRequest(bench, STREAMED, true);
                                boolean ended =
                                        read(
                                                caller,
                                                request,
                                                gateway ? ours : direct,
                                                gateway ? gaps : null);
                                return gateway && ended ? whole.incrementAndGet() : 0;
                            }));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            }
        }
        direct.report(bench.report(), "first token, direct, " + streams + " at once");
        ours.report(bench.report(), "first token, ours, " + streams + " at once");
        bench.report()
                .atMost(
                        1,
                        "added first token p50",
                        ours.percentile(50) - direct.percentile(50),
                        "ms");
        bench.report().atMost(500, "longest gap in a stream", gaps.percentile(100), "ms");
        bench.report().atLeast(streams, "streams ended whole", whole.get(), "streams");
    }

    /** Whether the stream came to its end; times its first text and the gaps. */
    private static boolean read(
            AiCaller caller, HttpRequest request, Latencies first, @Nullable Latencies gaps)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        long last = 0;
        boolean ended = false;
        var answer = caller.http().send(request, BodyHandlers.ofInputStream());
        try (var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")
                        && (line.contains("\"text\"") || line.contains("\"content\":\"w"))) {
                    long now = System.nanoTime();
                    if (last == 0) {
                        first.add(now - began);
                    } else if (gaps != null) {
                        gaps.add(now - last);
                    }
                    last = now;
                }
                ended |= line.startsWith("event: done");
            }
        }
        return ended;
    }

    private static HttpRequest streamed(AiCaller caller, int port, UUID account)
            throws IOException, InterruptedException {
        return caller.completion(
                        port,
                        account,
                        UUID.randomUUID().toString(),
                        AiCaller.BODY.formatted("chat_message", 2_000, "bench", ""))
                .header("Accept", "text/event-stream")
                .build();
    }

    private static int gateway(AiCaller caller, int port, UUID account)
            throws IOException, InterruptedException {
        return caller.complete(
                        port,
                        account,
                        UUID.randomUUID().toString(),
                        AiCaller.BODY.formatted("chat_message", 2_000, "bench", ""))
                .statusCode();
    }

    private static HttpRequest directRequest(Bench bench, String model, boolean stream) {
        return HttpRequest.newBuilder(
                        URI.create(
                                bench.stack().variable("RF_TEST_LLM_SIMULATOR_URL")
                                        + "/v1/chat/completions"))
                .header("Authorization", "Bearer sim-run")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(DIRECT_BODY.formatted(model, stream)))
                .build();
    }

    private static int direct(Bench bench, AiCaller caller, String model)
            throws IOException, InterruptedException {
        return caller.http()
                .send(directRequest(bench, model, false), BodyHandlers.ofString())
                .statusCode();
    }

    private static int through(AiCaller caller, int port, Bench bench)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                        .header("Authorization", "Bearer sim-run")
                        .header("Content-Type", "application/json")
                        .header("x-portkey-provider", "openai")
                        .header(
                                "x-portkey-custom-host",
                                bench.stack().variable("RF_TEST_LLM_SIMULATOR_URL") + "/v1")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        DIRECT_BODY.formatted(MODEL, false)))
                        .build();
        return caller.http().send(request, BodyHandlers.ofString()).statusCode();
    }

    private static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .map(nanos -> nanos / 1e9)
                .orElse(Double.NaN);
    }

    private static double resident(long pid) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static String load() {
        return String.valueOf(
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
    }

    /** The npm package, installed into the bench's own folder. */
    private record Peer(Process process, int port) implements AutoCloseable {

        private static final int PORT = 18_787;

        static Peer start(Path work) throws IOException, InterruptedException {
            Path program = work.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
            if (!Files.exists(program)) {
                int exit =
                        new ProcessBuilder(
                                        "npm",
                                        "install",
                                        "--no-audit",
                                        "--no-fund",
                                        "--prefix",
                                        ".",
                                        PEER)
                                .directory(work.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(work.resolve("npm.log").toFile())
                                .start()
                                .waitFor();
                if (exit != 0) {
                    throw new IOException("npm install " + PEER + " ended with " + exit);
                }
            }
            var builder =
                    new ProcessBuilder(
                                    "node",
                                    program.toAbsolutePath().toString(),
                                    "--headless",
                                    "--port=" + PORT)
                            .directory(work.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(work.resolve("peer.log").toFile());
            builder.environment().put("TRUSTED_CUSTOM_HOSTS", "127.0.0.1");
            var peer = new Peer(builder.start(), PORT);
            peer.awaitListening();
            return peer;
        }

        private void awaitListening() throws IOException, InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (process.isAlive() && System.nanoTime() < end) {
                try (var _ = new Socket("127.0.0.1", PORT)) {
                    return;
                } catch (ConnectException _) {
                    // not yet
                    Thread.sleep(100);
                }
            }
            process.destroyForcibly();
            throw new IOException("the peer gateway does not listen; see peer.log");
        }

        long pid() {
            return process.pid();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}

package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.bench.Benchmark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether the AI gateway keeps what it need not (contract-ai §11): very many calls, with the
 * database away for a minute in the middle; what it holds at the end against a tenth of the way.
 * Settings: {@code requests} (answered ones), {@code parallel}, {@code accounts}, {@code away}
 * (seconds).
 */
public final class AiMemory implements Benchmark {

    private static final String MODEL = "sim-ok";
    private static final String DATABASE = "postgres";
    private static final int STAGES = 10;
    private static final double FLAT_PERCENT = 5;

    @Override
    public String name() {
        return "ai-memory";
    }

    @Override
    public String about() {
        return "the AI gateway's memory over 200,000 calls, the database away for a minute";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int wanted = bench.settings().number("requests", 200_000);
        int parallel = bench.settings().number("parallel", 16);
        List<UUID> accounts =
                Stream.generate(UUID::randomUUID)
                        .limit(bench.settings().number("accounts", 1_000))
                        .toList();
        Path log = bench.work().resolve("ai-gateway.log");
        try (var ours = AiGatewayProcess.start(bench.stack(), log, List.of(MODEL), "", List.of())) {
            var facts = new LedgerFacts(bench.stack());
            facts.price(MODEL);
            facts.accounts(accounts);
            var calls = new ManyCalls(new AiCaller(bench.stack()), ours.port(), accounts);
            var held = new ArrayList<Held>();
            long told = 0;
            for (int stage = 1; stage <= STAGES; stage++) {
                long until = (long) wanted * stage / STAGES;
                crowd(parallel, () -> calls.until(until));
                held.add(Held.by(ours.cost()));
                bench.report().fact("after " + calls.answered() + " calls", held.getLast());
                if (stage == STAGES / 2) {
                    told = outage(bench, calls, parallel);
                }
            }
            report(bench, held.getFirst(), held.getLast());
            bench.report()
                    .check(
                            "nothing but answers while the database is there",
                            calls.refused() == told && calls.others().isEmpty(),
                            calls.refused() - told + " refused, " + calls.others());
            long counted =
                    facts.number(
                            "select count(*) from ai.ai_request where account_id = any (?) and state = 'settled'",
                            accounts);
            bench.report()
                    .check(
                            "every answered call is in the ledger",
                            counted >= calls.answered(),
                            counted + " of " + calls.answered());
        }
    }

    @FunctionalInterface
    private interface Caller {
        void call() throws InterruptedException;
    }

    private static void crowd(int parallel, Caller caller) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < parallel; i++) {
                running.add(
                        threads.submit(() -> {
                            caller.call();
                            return null;
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    /**
     * Calls go on all the while, and behind it until one is answered again.
     *
     * @return how many were told that nothing can be counted
     */
    private static long outage(Bench bench, ManyCalls calls, int parallel) throws Exception {
        var lasting = Duration.ofSeconds(bench.settings().number("away", 60));
        long before = calls.refused();
        bench.stack().kill(DATABASE);
        try {
            crowd(parallel, () -> calls.during(lasting));
        } finally {
            bench.stack().restart(DATABASE);
        }
        calls.until(calls.answered() + 1);
        long told = calls.refused() - before;
        bench.report().fact("database away", lasting.toSeconds() + " s, told to " + told);
        return told;
    }

    private static void report(Bench bench, Held first, Held last) {
        var report = bench.report();
        report.figure("live on the heap, a tenth of the way", first.live(), "MiB");
        report.figure("live on the heap, at the end", last.live(), "MiB");
        report.atMost(FLAT_PERCENT, "heap grew by", grown(first.live(), last.live()), "%");
        report.figure("resident, a tenth of the way", first.resident(), "MiB");
        report.figure("resident, at the end", last.resident(), "MiB");
        report.atMost(
                FLAT_PERCENT, "resident grew by", grown(first.resident(), last.resident()), "%");
    }

    private static double grown(double first, double last) {
        return (last / first - 1) * 100;
    }

    /**
     * @param live mebibytes that a full collection leaves on the heap
     * @param resident mebibytes of the machine's memory
     */
    private record Held(double live, double resident) {

        private static final double MEBIBYTE = 1 << 20;
        private static final long PATIENCE_SECONDS = 60;

        /** The histogram's last line is its total; to make it, the heap is collected in full. */
        static Held by(ProcessCost process) throws IOException, InterruptedException {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process histogram =
                    new ProcessBuilder(
                                    jcmd.toString(),
                                    String.valueOf(process.pid()),
                                    "GC.class_histogram")
                            .redirectErrorStream(true)
                            .start();
            String last = histogram.inputReader().lines().reduce("", (before, line) -> line);
            if (!histogram.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    || histogram.exitValue() != 0
                    || !last.startsWith("Total")) {
                throw new IOException("no histogram of the heap: " + last);
            }
            String[] total = last.trim().split("\\s+");
            return new Held(Double.parseDouble(total[2]) / MEBIBYTE, process.resident());
        }

        @Override
        public String toString() {
            return "%.1f MiB live, %.0f MiB resident".formatted(live, resident);
        }
    }
}

package io.resolutionflow.e2e.bench;

import io.resolutionflow.e2e.report.Latencies;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.stack.Stack;
import io.resolutionflow.e2e.stack.StartedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How long each service takes from nothing to ready, and how much memory it holds then: plain, and
 * with an AOT cache (JEP 514), in turns on the same machine. The part of the running stack is
 * stopped meanwhile and its command line used, so that database, broker and settings are the real
 * ones.
 */
public final class StartBench implements Benchmark {

    private static final List<String> SERVICES =
            List.of(
                    "gateway",
                    "session-service",
                    "l1-walk-service",
                    "handoff-service",
                    "psa-writeback-service",
                    "ai-gateway-service");
    private static final double FASTER_PERCENT = 40;
    private static final double REST_MEBIBYTES = 250;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "cold start and memory of each service, with an AOT cache and plain";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int rounds = bench.settings().number("rounds", 3);
        var rest = Duration.ofSeconds(bench.settings().number("rest-seconds", 10));
        int only = bench.settings().number("services", SERVICES.size());
        bench.report().fact("rounds", rounds);
        bench.report().fact("java", Runtime.version());
        for (String service : SERVICES.subList(0, Math.min(only, SERVICES.size()))) {
            measure(service, bench, rounds, rest);
        }
    }

    private static void measure(String service, Bench bench, int rounds, Duration rest)
            throws IOException, InterruptedException {
        Stack stack = bench.stack();
        var program =
                StartedProgram.of(stack.launch(service), bench.work().resolve(service + ".log"))
                        .withCommand(StartBench::plainly);
        Path cache = bench.work().resolve(service + ".aot");
        stack.stop(service);
        try {
            train(service, program, cache, bench.report());
            var plain = new Measured();
            var cached = new Measured();
            for (int round = 0; round < rounds; round++) {
                plain.add(program, List.of(), rest);
                cached.add(program, List.of("-XX:AOTCache=" + cache), rest);
            }
            report(service, plain, cached, bench.report());
        } finally {
            stack.restart(service);
        }
    }

    // what rf itself does for a quicker start would be measured too
    private static List<String> plainly(List<String> command) {
        return command.stream()
                .filter(option ->
                        !option.startsWith("-XX:SharedArchiveFile")
                                && !option.equals("-XX:+AutoCreateSharedArchive"))
                .toList();
    }

    private static void train(String service, StartedProgram program, Path cache, Report report)
            throws IOException, InterruptedException {
        Files.deleteIfExists(cache);
        program.start(List.of("-XX:AOTCacheOutput=" + cache));
        program.awaitReady();
        // the cache is written on the way out
        program.stop();
        if (!Files.exists(cache)) {
            throw new IOException(service + " left no AOT cache");
        }
        report.figure(service + " cache", Files.size(cache) / 1048576.0, "MB");
    }

    private static void report(String service, Measured plain, Measured cached, Report report) {
        double before = plain.starts.percentile(50);
        double after = cached.starts.percentile(50);
        report.figure(service + " start plain", before, "ms");
        report.figure(service + " start with cache", after, "ms");
        report.atLeast(FASTER_PERCENT, service + " faster", 100 * (before - after) / before, "%");
        report.figure(service + " at rest plain", plain.mebibytes, "MB");
        report.atMost(REST_MEBIBYTES, service + " at rest with cache", cached.mebibytes, "MB");
    }

    /** The rounds of one way to start. */
    private static final class Measured {

        private final Latencies starts = new Latencies();
        private double mebibytes;

        void add(StartedProgram program, List<String> options, Duration rest)
                throws IOException, InterruptedException {
            program.start(options);
            starts.add(program.awaitReady().toNanos());
            mebibytes = Math.max(mebibytes, program.mebibytesAfter(rest));
            program.stop();
        }
    }
}

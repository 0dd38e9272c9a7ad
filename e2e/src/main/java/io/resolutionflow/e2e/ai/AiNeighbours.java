package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.report.Latencies;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What one account notices of another (contract-ai §11): a quiet one, alone and beside a noisy one;
 * and how long one short text's vector takes.
 */
final class AiNeighbours {

    private static final int TEXTS = 600;

    private final Bench bench;
    private final AiCaller caller;
    private final AiRequests requests;
    private final UUID quiet;

    AiNeighbours(Bench bench, AiCaller caller, AiRequests requests, List<UUID> accounts) {
        this.bench = bench;
        this.caller = caller;
        this.requests = requests;
        this.quiet = accounts.getLast();
    }

    @FunctionalInterface
    interface Noise {
        void make() throws Exception;
    }

    @FunctionalInterface
    private interface Request {
        HttpRequest next() throws IOException, InterruptedException;
    }

    void run(int port, int calls, Noise noise) throws Exception {
        var alone = new Latencies();
        var beside = new Latencies();
        for (int i = 0; i < calls; i++) {
            send(() -> requests.ours(port, quiet, false), alone);
        }
        try (var thread = Executors.newSingleThreadExecutor()) {
            Callable<Boolean> loud =
                    () -> {
                        noise.make();
                        return true;
                    };
            Future<Boolean> running = thread.submit(loud);
            while (!running.isDone()) {
                send(() -> requests.ours(port, quiet, false), beside);
            }
            running.get();
        }
        var report = bench.report();
        alone.report(report, "a quiet account, alone");
        beside.report(report, "a quiet account, beside a noisy one");
        report.figure(
                "quiet account's p99, more beside a noisy one",
                (beside.percentile(99) / alone.percentile(99) - 1) * 100,
                "%");
        report.atMost(
                AiGoals.QUIET_MILLIS,
                "quiet account's p99 beside a noisy one",
                beside.percentile(99),
                "ms");
        var vectors = new Latencies();
        for (int i = 0; i < TEXTS; i++) {
            send(() -> requests.embedding(port, quiet), i < TEXTS / 2 ? new Latencies() : vectors);
        }
        report.atMost(20, "embedding one short text, warm p50", vectors.percentile(50), "ms");
    }

    private void send(Request request, Latencies into) throws IOException, InterruptedException {
        HttpRequest next = request.next();
        long began = System.nanoTime();
        int status = caller.http().send(next, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IllegalStateException("not answered well: " + status);
        }
        into.add(System.nanoTime() - began);
    }
}

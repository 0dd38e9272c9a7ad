package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.report.Latencies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Many streams at once, and how soon a model's stream ends when its reader leaves. */
final class AiStreams {

    private static final int LEFT = 20;
    private static final int WARM_UPS = 15;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Bench bench;
    private final AiCaller caller;
    private final AiRequests requests;
    private final String model;

    /** Streams that did not begin, by status. */
    private final Map<Integer, Integer> refused = new ConcurrentHashMap<>();

    AiStreams(Bench bench, AiCaller caller, AiRequests requests, String model) {
        this.bench = bench;
        this.caller = caller;
        this.requests = requests;
        this.model = model;
    }

    void run(int port, List<UUID> accounts, int streams) throws Exception {
        // warm, as a gateway is that streams all day
        for (int round = 0; round < WARM_UPS; round++) {
            atOnce(streams, port, accounts, new Latencies(), null);
        }
        refused.clear();
        var direct = new Latencies();
        var ours = new Latencies();
        var gaps = new Latencies();
        var directGaps = new Latencies();
        atOnce(streams, 0, accounts, direct, directGaps);
        int whole = atOnce(streams, port, accounts, ours, gaps);
        var report = bench.report();
        direct.report(report, "first token, direct, " + streams + " at once");
        ours.report(report, "first token, ours, " + streams + " at once");
        report.atMost(
                AiGoals.FIRST_TOKEN_MILLIS,
                "added first token p50",
                ours.percentile(50) - direct.percentile(50),
                "ms");
        report.atMost(
                AiGoals.CHUNK_MILLIS,
                "added per chunk p99",
                gaps.percentile(99) - directGaps.percentile(99),
                "ms");
        report.atMost(500, "longest gap in a stream", gaps.percentile(100), "ms");
        report.atLeast(streams, "streams ended whole", whole, "streams");
        report.fact("streams refused, by status", refused);
        var ends = new Latencies();
        for (int i = 0; i < LEFT; i++) {
            ends.add(afterLeaving(port, accounts.get(i % accounts.size())).toNanos());
        }
        report.atMost(
                200,
                "model's stream closed after its reader left, worst",
                ends.percentile(100),
                "ms");
    }

    /**
     * @param port 0 for the model itself
     * @return how many came to their end
     */
    private int atOnce(
            int streams, int port, List<UUID> accounts, Latencies first, @Nullable Latencies gaps)
            throws Exception {
        var whole = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < streams; i++) {
                UUID account = accounts.get(i % accounts.size());
                running.add(
                        threads.submit(() -> {
                            HttpRequest request =
                                    port == 0
                                            ? requests.direct(model, true)
                                            : requests.ours(port, account, true);
                            return read(request, first, gaps) ? whole.incrementAndGet() : 0;
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return whole.get();
    }

    /** Whether the stream came to its end; times its first text and the gaps. */
    private boolean read(HttpRequest request, Latencies first, @Nullable Latencies gaps)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        long last = 0;
        boolean ended = false;
        try (var lines = open(request)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (isText(line)) {
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

    private BufferedReader open(HttpRequest request) throws IOException, InterruptedException {
        var answer = caller.http().send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            refused.merge(answer.statusCode(), 1, Integer::sum);
        }
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private static boolean isText(String line) {
        return line.startsWith("data:")
                && (line.contains("\"text\"") || line.contains("\"content\":\"w"));
    }

    /** From closing the connection to the end that the model saw, by its own log. */
    private Duration afterLeaving(int port, UUID account) throws Exception {
        var log = new SimulatorLog(bench.stack());
        Instant left;
        try (var lines = open(requests.ours(port, account, true))) {
            String line = lines.readLine();
            while (line != null && !isText(line)) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("a stream ended before its reader could leave it");
            }
            left = Instant.now();
        }
        Instant late = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(late)) {
            List<JsonNode> calls = log.of(model);
            JsonNode call = calls.isEmpty() ? Json.read("{}") : calls.getLast();
            if (!call.path("closed_at").isNull() && call.path("closed_at").isString()) {
                return Duration.between(left, Instant.parse(call.path("closed_at").asString()));
            }
            Thread.sleep(20);
        }
        return PATIENCE;
    }
}

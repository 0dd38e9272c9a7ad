package io.resolutionflow.e2e.sessions;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.bench.Benchmark;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.report.Latencies;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.stack.Stack;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * List, search and similar at growing numbers of sessions over 200 accounts, one caller at a time,
 * straight at the service: the gateway's limits per minute would measure themselves. Then the
 * detail of a long session, and what a chat turn costs beside the model.
 */
public final class SessionsBench implements Benchmark {

    private static final String S = "/api/v1/ai-sessions";
    private static final double TARGET_MS = 20;
    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String about() {
        return "list, search, similar at 10k to 1M sessions (--set sessions=, --set calls=); long detail; chat turn";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int most = bench.settings().number("sessions", SIZES.getLast());
        int calls = bench.settings().number("calls", 300);
        int accounts = bench.settings().number("accounts", 200);
        Stack stack = bench.stack();
        Person person = atTheService(stack);
        var who = claims(person.token());
        SessionStock.Model model = model(stack, person);
        Report report = bench.report();
        report.fact("accounts", accounts);
        report.fact("calls per figure", calls);
        try (var stock = new SessionStock(stack.database(), who, accounts, model)) {
            var first = new HashMap<String, Double>();
            for (int size : SIZES.stream().filter(size -> size <= most).toList()) {
                long from = System.nanoTime();
                stock.growTo(size);
                report.fact(
                        size + " sessions filled in s",
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from));
                atThisSize(report, atTheService(stack), stock, size, calls, first);
            }
            longDetail(report, atTheService(stack), stock, calls);
        }
        chatTurn(report, stack, atTheService(stack), Math.min(calls, 40));
    }

    private static void atThisSize(
            Report report,
            Person person,
            SessionStock stock,
            int size,
            int calls,
            Map<String, Double> first)
            throws SQLException {
        UUID near = stock.anyOfMine(2);
        String cursor = next(person.get(S + "?limit=20"));
        Map<String, IntFunction<String>> routes =
                Map.of(
                        "list", n -> S + "?limit=20",
                        "list, second page", n -> cursor,
                        "list, resolved only", n -> S + "?limit=20&status=resolved",
                        "search, common word", n -> S + "/search?q=outlook",
                        "search, rare words", n -> S + "/search?q=printer" + (21 + n % 99 * 20),
                        "list with q", n -> S + "?q=driver&limit=20",
                        "similar", n -> S + "/" + near + "/similar");
        routes.forEach((name, path) -> {
            var latencies = new Latencies();
            // the first ones of all are answered by a program that is not compiled yet
            for (int n = size == SIZES.getFirst() ? -calls : -100; n < calls; n++) {
                long from = System.nanoTime();
                Answer answer = person.get(path.apply(Math.abs(n)));
                if (!answer.is(200)) {
                    throw new IllegalStateException(name + ": " + answer.text());
                }
                if (n >= 0) {
                    latencies.add(System.nanoTime() - from);
                }
            }
            double p95 = latencies.percentile(95);
            String at = name + " at " + size;
            report.figure(at + " p50", latencies.percentile(50), "ms");
            report.atMost(TARGET_MS, at + " p95", p95, "ms");
            double begun = first.computeIfAbsent(name, ignored -> p95);
            if (size != SIZES.getFirst()) {
                report.figure(name + ": p95 against the smallest", p95 / begun, "times");
            }
        });
    }

    private static void longDetail(Report report, Person person, SessionStock stock, int calls)
            throws SQLException {
        UUID id = stock.longOne(200);
        var latencies = new Latencies();
        for (int n = -20; n < calls; n++) {
            long from = System.nanoTime();
            Answer answer = person.get(S + "/" + id);
            if (answer.json().path("steps").size() != 200) {
                throw new IllegalStateException("not the long session: " + answer.status());
            }
            if (n >= 0) {
                latencies.add(System.nanoTime() - from);
            }
        }
        latencies.report(report, "detail of a 200-step session");
    }

    /** The turn's duration less what the AI gateway says the provider took. */
    private static void chatTurn(Report report, Stack stack, Person person, int turns)
            throws SQLException {
        var whole = new Latencies();
        var beside = new Latencies();
        UUID id =
                UUID.fromString(
                        person.post(S, Map.of("session_type", "chat", "title", "Bench chat"))
                                .text("/session_id"));
        try (Connection database = stack.database()) {
            for (int n = 0; n < turns; n++) {
                long from = System.nanoTime();
                Answer answer =
                        person.post(
                                S + "/" + id + "/chat",
                                Map.of("message", "The printer shows error " + n + " again."));
                long took = System.nanoTime() - from;
                if (!answer.is(200)) {
                    throw new IllegalStateException("chat: " + answer.text());
                }
                if (n >= 3) {
                    whole.add(took);
                    beside.add(Math.max(0, took - model(database, id)));
                }
            }
        }
        person.post(S + "/" + id + "/abandon", Map.of());
        person.call("DELETE", S + "/" + id, null, Map.of());
        whole.report(report, "chat turn");
        beside.report(report, "chat turn beside the model");
    }

    /** Nanoseconds of the latest attempt for this session. */
    private static long model(Connection database, UUID session) throws SQLException {
        try (var statement =
                database.prepareStatement(
                        """
                        select coalesce(extract(epoch from a.ended_at - a.started_at), 0)
                          from ai.ai_attempt a join ai.ai_request r on r.account_id = a.account_id and r.id = a.request_id
                         where r.reference_id = ? and r.task = 'chat_message' order by a.started_at desc limit 1\
                        """)) {
            statement.setObject(1, session);
            try (var row = statement.executeQuery()) {
                return row.next() ? (long) (row.getDouble(1) * 1e9) : 0;
            }
        }
    }

    /** The embedding model in use, learnt from a session of one's own. */
    private static SessionStock.Model model(Stack stack, Person person) throws Exception {
        String id =
                person.post(
                                S,
                                Map.of(
                                        "session_type",
                                        "chat",
                                        "intake_content",
                                        Map.of("text", "Printer prints empty pages")))
                        .text("/session_id");
        Instant until = Instant.now().plus(Duration.ofSeconds(60));
        try (Connection database = stack.database();
                var statement =
                        database.prepareStatement(
                                "select model, model_version from session.session_embedding where session_id = ?::uuid and state = 'ready'")) {
            statement.setString(1, id);
            while (Instant.now().isBefore(until)) {
                try (var row = statement.executeQuery()) {
                    if (row.next()) {
                        return new SessionStock.Model(row.getString(1), row.getString(2));
                    }
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } finally {
            person.call("DELETE", S + "/" + id, null, Map.of());
        }
        throw new IllegalStateException("no session was embedded within a minute");
    }

    private static Person atTheService(Stack stack) {
        int port = stack.status("session-service").port();
        // a gateway of its own, so that the token is new
        Person person = Gateway.fromEnvironment().signIn("eng1@acme.test");
        var service =
                new Gateway(
                        URI.create("http://127.0.0.1:" + port),
                        URI.create(stack.variable("RF_ISSUER_URI")));
        return new Person(service, person.email(), person.token());
    }

    private static SessionStock.Person claims(String token) {
        String payload =
                new String(
                        Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                        StandardCharsets.UTF_8);
        var claims = Json.read(payload);
        return new SessionStock.Person(
                UUID.fromString(claims.path("account_id").asString("")),
                UUID.fromString(claims.path("sub").asString("")));
    }

    private static String next(Answer page) {
        String link = page.headers().firstValue("Link").orElseThrow();
        return link.substring(link.indexOf('<') + 1, link.indexOf('>'));
    }
}

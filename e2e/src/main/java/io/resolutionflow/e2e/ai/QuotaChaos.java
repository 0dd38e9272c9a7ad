package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.client.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * Random concurrent calls of every outcome on two replicas that are killed meanwhile, then each
 * named crash point in turn: nothing overspent, nothing left reserved, nothing settled lost.
 */
public final class QuotaChaos implements ChaosRun {

    private static final List<String> MODELS =
            List.of("sim-500-then-ok", "sim-cut", "sim-no-usage", "sim-ok");
    private static final List<String> POINTS =
            List.of(
                    "ai.after-reserve",
                    "ai.after-attempt-row",
                    "ai.after-sending",
                    "ai.after-first-event",
                    "ai.after-last-event",
                    "ai.after-settle",
                    "ai.during-release",
                    "ai.during-group-commit");
    private static final List<String> METRICS =
            List.of("monthly_calls", "daily_calls", "monthly_tokens", "monthly_cost_micros");
    private static final long LEASE_AND_MORE_MS = 60_000;

    @Override
    public String name() {
        return "quota";
    }

    @Override
    public String about() {
        return "random calls and kills: nothing overspent, nothing leaked, nothing settled lost";
    }

    /** What callers were told. */
    private record Given(UUID account, String key, String requestId) {}

    @Override
    public void run(Chaos chaos) throws Exception {
        int schedules = chaos.settings().number("schedules", 10_000);
        int accounts = chaos.settings().number("accounts", 50);
        int clients = chaos.settings().number("clients", 64);
        int kills = chaos.settings().number("kills", 10);
        int perPoint = chaos.settings().number("per_point", 12);
        List<String> points =
                POINTS.subList(
                        0,
                        Math.min(POINTS.size(), chaos.settings().number("points", POINTS.size())));
        var facts = new LedgerFacts(chaos.stack());
        for (String model : MODELS) {
            facts.price(model);
        }
        List<UUID> all =
                accounts(
                        facts,
                        accounts,
                        schedules,
                        new SplittableRandom(chaos.random().nextLong()));
        Map<String, Given> given = new ConcurrentHashMap<>();
        var doubled = new AtomicInteger();
        Path log = Files.createTempFile("ai-gateway", ".log");
        var caller = new AiCaller(chaos.stack());
        var load = new Load(chaos, caller, all, given, doubled, log);
        load.run(schedules, clients, kills);
        int died = points(chaos, caller, all, given, doubled, log, points, perPoint);
        chaos.report().fact("answers given", given.size());
        chaos.report().fact("refused by quota", load.refused.get());
        chaos.report()
                .check(
                        "every named crash point was reached",
                        died == points.size(),
                        died + " of " + points.size());
        check(chaos, facts, all, caller, given, doubled, log);
    }

    private static List<UUID> accounts(
            LedgerFacts facts, int count, int schedules, SplittableRandom random)
            throws SQLException {
        var all = new ArrayList<UUID>();
        long share = Math.max(4, schedules / count / 2);
        for (int i = 0; i < count; i++) {
            UUID account = UUID.randomUUID();
            String metric = METRICS.get(i % METRICS.size());
            long limit =
                    switch (metric) {
                        case "monthly_tokens" -> share * 400;
                        case "monthly_cost_micros" -> share * 3_000;
                        default -> share;
                    };
            facts.account(account, metric, limit + random.nextInt(5));
            all.add(account);
        }
        return all;
    }

    /** The random part. */
    private static final class Load {
        private final Chaos chaos;
        private final AiCaller caller;
        private final List<UUID> accounts;
        private final Map<String, Given> given;
        private final AtomicInteger doubled;
        private final Path log;
        private final AtomicLong refused = new AtomicLong();
        private final List<AiGatewayProcess> replicas = new ArrayList<>();

        Load(
                Chaos chaos,
                AiCaller caller,
                List<UUID> accounts,
                Map<String, Given> given,
                AtomicInteger doubled,
                Path log) {
            this.chaos = chaos;
            this.caller = caller;
            this.accounts = accounts;
            this.given = given;
            this.doubled = doubled;
            this.log = log;
        }

        void run(int schedules, int clients, int kills) throws Exception {
            for (int i = 0; i < 2; i++) {
                replicas.add(AiGatewayProcess.start(chaos.stack(), log, MODELS, ""));
            }
            try (var threads = Executors.newFixedThreadPool(clients)) {
                var running = new ArrayList<Future<?>>();
                for (int i = 0; i < schedules; i++) {
                    SplittableRandom own = new SplittableRandom(chaos.random().nextLong());
                    running.add(threads.submit(() -> schedule(own)));
                }
                int every = Math.max(1, schedules / (kills + 1));
                for (int i = 0; i < schedules; i++) {
                    running.get(i).get();
                    if (i % every == every - 1 && i / every < kills) {
                        killOne(i / every % 2);
                    }
                }
            } finally {
                replicas.forEach(AiGatewayProcess::close);
            }
        }

        private void killOne(int which) throws Exception {
            AiGatewayProcess victim;
            synchronized (replicas) {
                victim = replicas.get(which);
            }
            victim.kill();
            var fresh = AiGatewayProcess.start(chaos.stack(), log, MODELS, "");
            synchronized (replicas) {
                replicas.set(which, fresh);
            }
        }

        private int port(SplittableRandom random) {
            synchronized (replicas) {
                return replicas.get(random.nextInt(2)).port();
            }
        }

        private void schedule(SplittableRandom random) {
            UUID account = accounts.get(random.nextInt(accounts.size()));
            String key = UUID.randomUUID().toString();
            String body =
                    AiCaller.BODY.formatted(
                            "chat_message",
                            random.nextInt(300, 900),
                            "text " + random.nextInt(1_000_000),
                            "");
            for (int attempt = 0; attempt < 4; attempt++) {
                try {
                    var answer = caller.complete(port(random), account, key, body);
                    if (answer.statusCode() == 200) {
                        remember(account, key, answer, given, doubled);
                        return;
                    }
                    if (answer.statusCode() == 429) {
                        refused.incrementAndGet();
                        return;
                    }
                    Thread.sleep(random.nextInt(50, 400));
                } catch (IOException crashed) {
                    // the same key again, perhaps at the other replica
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static void remember(
            UUID account,
            String key,
            HttpResponse<String> answer,
            Map<String, Given> given,
            AtomicInteger doubled) {
        String id = Json.read(answer.body()).path("request_id").asString("");
        Given before = given.putIfAbsent(key, new Given(account, key, id));
        if (before != null && !before.requestId().equals(id)) {
            doubled.incrementAndGet();
        }
    }

    /** Each named point once: a process armed with it, calls until it dies. */
    private static int points(
            Chaos chaos,
            AiCaller caller,
            List<UUID> accounts,
            Map<String, Given> given,
            AtomicInteger doubled,
            Path log,
            List<String> points,
            int perPoint)
            throws Exception {
        int died = 0;
        for (String point : points) {
            try (var armed = AiGatewayProcess.start(chaos.stack(), log, MODELS, point);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var hot = UUID.randomUUID();
                new LedgerFacts(chaos.stack()).account(hot, "none", 0);
                accounts.add(hot);
                for (int i = 0; i < perPoint; i++) {
                    threads.submit(() -> {
                        String key = UUID.randomUUID().toString();
                        var answer =
                                caller.complete(
                                        armed.port(),
                                        hot,
                                        key,
                                        AiCaller.BODY.formatted(
                                                "chat_message", 300, "point " + key, ""));
                        if (answer.statusCode() == 200) {
                            remember(hot, key, answer, given, doubled);
                        }
                        return key;
                    });
                }
                threads.shutdown();
                threads.awaitTermination(60, java.util.concurrent.TimeUnit.SECONDS);
                died += armed.isAlive() ? 0 : 1;
                chaos.report().fact(point, armed.isAlive() ? "not reached" : "killed");
            }
        }
        return died;
    }

    private static void check(
            Chaos chaos,
            LedgerFacts facts,
            List<UUID> accounts,
            AiCaller caller,
            Map<String, Given> given,
            AtomicInteger doubled,
            Path log)
            throws Exception {
        var report = chaos.report();
        try (var judge = AiGatewayProcess.start(chaos.stack(), log, MODELS, "")) {
            long end = System.currentTimeMillis() + LEASE_AND_MORE_MS;
            while (held(facts, accounts) > 0 && System.currentTimeMillis() < end) {
                Thread.sleep(500);
            }
            zero(report, "no request is held after its lease", held(facts, accounts));
            zero(
                    report,
                    "no reservation is leaked",
                    facts.number(
                            "select coalesce(sum(calls_reserved + tokens_reserved + cost_reserved + tree_builds_reserved), 0) from ai.quota_window where account_id = any (?)",
                            accounts));
            zero(
                    report,
                    "no limit is overspent",
                    facts.number(
                            "select count(*) from ai.quota_window where account_id = any (?) and (calls_used > calls_limit or tokens_used > tokens_limit + tokens_excused or cost_used > cost_limit + cost_excused)",
                            accounts));
            zero(
                    report,
                    "nothing was excused",
                    facts.number(
                            "select coalesce(sum(calls_excused + tokens_excused + cost_excused), 0) from ai.quota_window where account_id = any (?)",
                            accounts));
            zero(
                    report,
                    "windows equal the ledger",
                    facts.number(
                            "select count(*) from ai.quota_window w where w.account_id = any (?) and w.period = 'monthly' and ("
                                    + "w.calls_used <> (select coalesce(sum(held_calls), 0) from ai.ai_request r where r.account_id = w.account_id and r.monthly_start = w.window_start and r.counts_toward_quota and r.state in ('settled','cancelled'))"
                                    + " or w.tokens_used <> (select coalesce(sum(input_tokens + output_tokens), 0) from ai.ai_request r where r.account_id = w.account_id and r.monthly_start = w.window_start and r.counts_toward_quota and r.state in ('settled','cancelled'))"
                                    + " or w.cost_used <> (select coalesce(sum(cost_micros), 0) from ai.ai_request r where r.account_id = w.account_id and r.monthly_start = w.window_start and r.counts_toward_quota and r.state in ('settled','cancelled')))",
                            accounts));
            zero(report, "no key was answered twice differently", doubled.get());
            settled(report, facts, given);
            replayed(chaos, caller, judge.port(), given);
        }
    }

    private static long held(LedgerFacts facts, List<UUID> accounts) throws SQLException {
        return facts.number(
                "select count(*) from ai.ai_request where account_id = any (?) and state = 'held'",
                accounts);
    }

    private static void settled(
            io.resolutionflow.e2e.report.Report report, LedgerFacts facts, Map<String, Given> given)
            throws SQLException {
        var ids = given.values().stream().map(one -> UUID.fromString(one.requestId())).toList();
        long found =
                facts.number(
                        "select count(*) from ai.ai_request where id = any (?) and state = 'settled'",
                        ids);
        report.check(
                "every answer given is settled", found == ids.size(), found + " of " + ids.size());
    }

    private static void replayed(Chaos chaos, AiCaller caller, int port, Map<String, Given> given)
            throws Exception {
        int asked = 0;
        int same = 0;
        for (Given one : given.values().stream().limit(50).toList()) {
            // another body under a finished key would be refused: that the key is known is enough
            var answer =
                    caller.complete(
                            port,
                            one.account(),
                            one.key(),
                            AiCaller.BODY.formatted("chat_message", 300, "another", ""));
            JsonNode problem = Json.read(answer.body());
            asked++;
            same += problem.path("code").asString("").equals("idempotency_key_reused") ? 1 : 0;
        }
        chaos.report().check("keys are remembered", same == asked, same + " of " + asked);
    }

    private static void zero(io.resolutionflow.e2e.report.Report report, String what, long value) {
        report.check(what, value == 0, String.valueOf(value));
    }
}

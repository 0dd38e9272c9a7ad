package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.handoffs.Door.Escalated;
import io.resolutionflow.e2e.report.Latencies;
import io.resolutionflow.e2e.stack.PartStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * {@code rf chaos claims}: everybody claims the same hand-off at once, over two processes of
 * handoff-service, round after round. One wins; everybody else learns who and when.
 */
public final class ClaimRace implements ChaosRun {

    /** Health and metrics are this much above a service's own port. */
    private static final int MANAGEMENT = 100;

    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    @Override
    public String name() {
        return "claims";
    }

    @Override
    public String about() {
        return "many concurrent claims over two replicas: exactly one winner each"
                + " (claimers 200, rounds 200)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        int claimers = chaos.settings().number("claimers", 200);
        int rounds = chaos.settings().number("rounds", 200);
        var crowd = new Crowd(chaos.stack());
        crowd.make(2, claimers);
        crowd.signIn(IntStream.range(0, claimers).mapToObj(n -> Crowd.engineer(0, n)).toList());
        chaos.stack().scale("handoff-service", 2);
        try {
            var tally = new Tally();
            for (int round = 0; round < rounds; round++) {
                race(crowd, claimers, round, tally);
            }
            report(chaos, tally, claimers, rounds);
            written(chaos, tally, claimers);
            shared(chaos);
        } finally {
            chaos.stack().scale("handoff-service", 1);
        }
    }

    private static final class Tally {
        private final Latencies latencies = new Latencies();
        private final List<String> faults = new ArrayList<>();
        private int won;
        private int lost;
        private int doors;
        private final LongAdder again = new LongAdder();
        private final List<String> handoffs = new ArrayList<>();
    }

    private static void race(Crowd crowd, int claimers, int round, Tally tally) throws Exception {
        String reason = "race " + round + " " + UUID.randomUUID();
        Escalated escalated =
                Door.L1.open(
                        new Door.People(
                                () -> crowd.person(Crowd.engineer(0, 0)),
                                () -> crowd.person(Crowd.l1(0))),
                        reason,
                        Persistence.once());
        String path =
                "/api/v1/ai-sessions/"
                        + escalated.sourceId()
                        + "/handoffs/"
                        + escalated.handoffId();
        tally.handoffs.add(escalated.handoffId());
        Persistence.until(
                () -> crowd.person(Crowd.engineer(0, 0)).get(path).is(200),
                "the hand-off " + escalated.handoffId() + " is visible");
        if (round % 20 == 0) {
            strangers(crowd, path, escalated, tally);
        }
        List<Person> people =
                IntStream.range(0, claimers)
                        .mapToObj(n -> crowd.person(Crowd.engineer(0, n)))
                        .toList();
        judge(together(people, path + "/claim", tally), tally, round);
    }

    /** Who may not, must not, whatever the state. */
    private static void strangers(Crowd crowd, String path, Escalated escalated, Tally tally) {
        String otherPair =
                path.replace(escalated.sourceId(), UUID.randomUUID().toString()) + "/claim";
        tally.doors++;
        expect(tally, crowd.person(Crowd.viewer(0)).post(path + "/claim", Map.of()), 403);
        expect(tally, crowd.person(Crowd.l1(0)).post(path + "/claim", Map.of()), 403);
        expect(tally, crowd.person(Crowd.engineer(1, 0)).post(path + "/claim", Map.of()), 404);
        expect(tally, crowd.person(Crowd.engineer(0, 0)).post(otherPair, Map.of()), 404);
    }

    private static void expect(Tally tally, Answer answer, int status) {
        if (!answer.is(status)) {
            tally.faults.add("expected " + status + ", got " + answer.status());
        }
    }

    private static List<Answer> together(List<Person> people, String path, Tally tally)
            throws Exception {
        var start = new CyclicBarrier(people.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Answer>>();
            for (Person person : people) {
                Callable<Answer> claim =
                        () -> {
                            start.await();
                            long from = System.nanoTime();
                            Answer answer = person.post(path, Map.of());
                            while (answer.is(503) && System.nanoTime() - from < PATIENCE_NANOS) {
                                // asked to come again; a winner who does gets the same 200
                                tally.again.increment();
                                LockSupport.parkNanos(PAUSE_NANOS);
                                answer = person.post(path, Map.of());
                            }
                            tally.latencies.add(System.nanoTime() - from);
                            return answer;
                        };
                running.add(threads.submit(claim));
            }
            var answers = new ArrayList<Answer>();
            for (Future<Answer> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private static void judge(List<Answer> answers, Tally tally, int round) {
        List<Answer> winners = answers.stream().filter(answer -> answer.is(200)).toList();
        if (winners.size() != 1) {
            tally.faults.add("round " + round + " has " + winners.size() + " winners");
            return;
        }
        Answer winner = winners.getFirst();
        tally.won++;
        for (Answer no : answers) {
            if (no == winner) {
                continue;
            }
            boolean told =
                    no.is(409)
                            && no.code().equals("already_claimed")
                            && no.text("/claimed_by_id").equals(winner.text("/claimed_by"))
                            && no.text("/claimed_by_name").equals(winner.text("/claimed_by_name"))
                            && no.text("/claimed_at").equals(winner.text("/claimed_at"));
            if (told) {
                tally.lost++;
            } else {
                tally.faults.add("round " + round + ": " + no.status() + " " + no.text());
            }
        }
    }

    /** What the answers say is what was written, once. */
    private static void written(Chaos chaos, Tally tally, int claimers) throws SQLException {
        chaos.report()
                .check(
                        "one claim, one event and one stream row are written for each, and every loss",
                        others(chaos, tally.handoffs, claimers) == 0,
                        others(chaos, tally.handoffs, claimers) + " are otherwise");
    }

    private static int others(Chaos chaos, List<String> handoffs, int claimers)
            throws SQLException {
        try (var database = chaos.stack().database();
                var query =
                        database.prepareStatement(
                                """
                                select count(*) from unnest(?::uuid[]) as wanted(id)
                                  left join handoff.handoff h on h.id = wanted.id
                                 where h.status is distinct from 'claimed' or h.claim_epoch <> 1
                                    or (select count(*) from handoff.handoff_transition t
                                         where t.account_id = h.account_id and t.handoff_id = h.id and t.to_status = 'claimed') <> 1
                                    or (select count(*) from handoff.outbox_event o
                                         where o.account_id = h.account_id and o.aggregate_id = h.id::text and o.type = 'handoff.claimed') <> 1
                                    or (select count(*) from handoff.stream_event s
                                         where s.account_id = h.account_id and s.handoff_id = h.id and s.event_type = 'handoff_claimed') <> 1
                                    or (select count(*) from handoff.audit_log a
                                         where a.account_id = h.account_id and a.resource_id = h.id::text and a.action = 'handoff.claim_lost') < ? - 1
                                """)) {
            query.setArray(1, database.createArrayOf("text", handoffs.toArray()));
            query.setInt(2, claimers);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** A race inside one process would prove less. */
    private static void shared(Chaos chaos) throws IOException, InterruptedException {
        var claims = new ArrayList<Long>();
        for (PartStatus part : chaos.stack().status()) {
            if (part.name().startsWith("handoff-service")) {
                claims.add(claims(part.port() + MANAGEMENT));
            }
        }
        long all = claims.stream().mapToLong(Long::longValue).sum();
        chaos.report()
                .check(
                        "both processes decided claims",
                        claims.size() == 2 && claims.stream().allMatch(one -> one > all / 5),
                        claims + " claims");
    }

    private static long claims(int port) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                            .build();
            return http.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("rf_handoff_claim_seconds_count"))
                    .mapToLong(line ->
                            (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    private static void report(Chaos chaos, Tally tally, int claimers, int rounds) {
        tally.latencies.report(chaos.report(), "claim");
        chaos.report().fact("answered 503 and asked again", tally.again.sum());
        String first = tally.faults.isEmpty() ? "" : tally.faults.getFirst();
        chaos.report()
                .check("exactly one winner in each round", tally.won == rounds, tally.won + " won");
        chaos.report()
                .check(
                        "every loser is told who and when",
                        tally.lost == rounds * (claimers - 1),
                        tally.lost + " told");
        chaos.report()
                .check(
                        "viewer, L1, stranger and wrong pair never claim; nothing else went wrong",
                        tally.faults.isEmpty() && tally.doors > 0,
                        tally.faults.size() + " faults " + first);
    }
}

package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.handoffs.Door.Escalated;
import io.resolutionflow.e2e.report.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * {@code rf chaos claims}: everybody claims the same hand-off at once, over two processes of
 * handoff-service, round after round. One wins; everybody else learns who and when.
 */
public final class ClaimRace implements ChaosRun {

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
        chaos.stack().scale("handoff-service", 2);
        try {
            var tally = new Tally();
            for (int round = 0; round < rounds; round++) {
                race(crowd, claimers, round, tally);
            }
            report(chaos, tally, claimers, rounds);
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
        judge(together(people, path + "/claim", tally.latencies), tally, round);
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

    private static List<Answer> together(List<Person> people, String path, Latencies latencies)
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
                            latencies.add(System.nanoTime() - from);
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

    private static void report(Chaos chaos, Tally tally, int claimers, int rounds) {
        tally.latencies.report(chaos.report(), "claim");
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

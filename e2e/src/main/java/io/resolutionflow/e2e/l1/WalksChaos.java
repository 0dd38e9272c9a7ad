package io.resolutionflow.e2e.l1;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.stack.Stack;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code rf chaos walks}: double clicks by the dozen, and the desk killed around a step's commit. A
 * technician's screen must be recoverable by reading the walk: no step lost, none doubled (KD-58).
 */
public final class WalksChaos implements ChaosRun {

    private static final String SERVICE = "l1-walk-service";
    private static final String SAID = "vpn says connected but the shared drive does not open";
    private static final int LIMITED = 429;
    private static final long PAUSE_MS = 3_500;

    @Override
    public String name() {
        return "walks";
    }

    @Override
    public String about() {
        return "double clicks on intakes and steps; the desk killed around a step's commit"
                + " (rounds 200, clicks 50, kills 20)";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        int rounds = chaos.settings().number("rounds", 200);
        int clicks = chaos.settings().number("clicks", 50);
        int kills = chaos.settings().number("kills", 20);
        Person lee = chaos.stack().gateway().signIn("l1@acme.test");
        doubleIntakes(lee, rounds, clicks, chaos.report());
        doubleSteps(lee, rounds, clicks, chaos.report());
        kills(lee, kills, chaos.stack(), chaos.random(), chaos.report());
    }

    /** One key, many submits at once: one walk, whatever the others are told. */
    private static void doubleIntakes(Person lee, int rounds, int clicks, Report report)
            throws Exception {
        int walks = 0;
        int told = 0;
        for (int round = 0; round < rounds; round++) {
            String key = UUID.randomUUID().toString();
            List<Answer> answers =
                    together(
                            clicks,
                            () ->
                                    post(
                                            lee,
                                            "/api/v1/l1/intake",
                                            key,
                                            Map.of("problem_statement", SAID)));
            Answer last =
                    settled(() ->
                            post(lee, "/api/v1/l1/intake", key, Map.of("problem_statement", SAID)));
            var ids = new ArrayList<String>();
            answers.stream()
                    .filter(a -> a.is(200))
                    .map(a -> a.text("/session_id"))
                    .distinct()
                    .forEach(ids::add);
            if (!ids.contains(last.text("/session_id"))) {
                ids.add(last.text("/session_id"));
            }
            walks += ids.size();
            told +=
                    answers.stream()
                                    .allMatch(a ->
                                            Set.of(200, 409, LIMITED, 503).contains(a.status()))
                            ? 1
                            : 0;
            ids.forEach(id -> abandon(lee, id));
        }
        report.check("one walk for each doubled intake", walks == rounds, walks + " of " + rounds);
        report.check("every doubled intake is answered plainly", told == rounds, told + " rounds");
    }

    /** Many clicks on one answer: one entry, and the others see where the walk stands now. */
    private static void doubleSteps(Person lee, int rounds, int clicks, Report report)
            throws Exception {
        int single = 0;
        int plain = 0;
        for (int round = 0; round < rounds; round++) {
            String walk = start(lee);
            Step step = Step.of(lee, walk);
            List<Answer> answers = together(clicks, () -> step.take(lee));
            // when the whole crowd was turned away, one more click decides
            settled(() -> step.take(lee));
            single += path(lee, walk) == 1 && count(answers, 200) <= 1 ? 1 : 0;
            plain +=
                    answers.stream()
                                    .filter(a -> a.is(409))
                                    .allMatch(a ->
                                            a.code().equals("stale_node")
                                                    && !a.text("/node/id").equals(step.node()))
                            ? 1
                            : 0;
            abandon(lee, walk);
        }
        report.check("one entry for each doubled step", single == rounds, single + " of " + rounds);
        report.check(
                "the second click shows the node that is current",
                plain == rounds,
                plain + " rounds");
    }

    /** Killed somewhere around the commit; reading the walk tells whether the step counts. */
    private static void kills(
            Person lee, int kills, Stack stack, RandomGenerator random, Report report)
            throws Exception {
        int kept = 0;
        int answered = 0;
        int recovered = 0;
        for (int i = 0; i < kills; i++) {
            String walk = start(lee);
            Step step = Step.of(lee, walk);
            long wait = random.nextLong(0, 60);
            var kill =
                    CompletableFuture.runAsync(() -> {
                        pause(wait);
                        stack.kill(SERVICE);
                    });
            Answer answer = quietly(() -> step.take(lee));
            kill.join();
            stack.restart(SERVICE);
            int after = path(lee, walk);
            boolean acknowledged = answer != null && answer.is(200);
            answered += acknowledged ? 1 : 0;
            kept += acknowledged && after != 1 ? 0 : 1;
            if (after == 0) {
                settled(() -> step.take(lee));
            } else {
                Answer again = settled(() -> step.take(lee));
                after = again.is(409) && again.code().equals("stale_node") ? 1 : -1;
            }
            recovered += path(lee, walk) == 1 && after >= 0 ? 1 : 0;
            abandon(lee, walk);
        }
        report.fact("steps acknowledged before the kill", answered);
        report.check("no acknowledged step is lost", kept == kills, kept + " of " + kills);
        report.check(
                "every walk goes on with one step", recovered == kills, recovered + " of " + kills);
    }

    /** The first answer of the node a walk stands at. */
    private record Step(String walk, String node, String answer) {

        static Step of(Person lee, String walk) {
            Answer at = settled(() -> lee.get("/api/v1/l1/sessions/" + walk));
            return new Step(
                    walk, at.text("/current_node/id"), at.text("/current_node/options/0/value"));
        }

        /** Each click stands for itself: without a key only the walk's own rules protect. */
        Answer take(Person lee) {
            return lee.call(
                    "POST",
                    "/api/v1/l1/sessions/" + walk + "/step",
                    Json.write(Map.of("node_id", node, "answer", answer)),
                    Map.of());
        }
    }

    private static String start(Person lee) {
        return settled(() ->
                        post(
                                lee,
                                "/api/v1/l1/intake",
                                UUID.randomUUID().toString(),
                                Map.of("problem_statement", SAID)))
                .text("/session_id");
    }

    private static int path(Person lee, String walk) {
        return settled(() -> lee.get("/api/v1/l1/sessions/" + walk))
                .json()
                .path("walked_path")
                .size();
    }

    private static void abandon(Person lee, String walk) {
        settled(() ->
                lee.post("/api/v1/l1/sessions/" + walk + "/abandon", Map.of("reason", "other")));
    }

    private static Answer post(Person lee, String path, String key, Map<String, ?> body) {
        return lee.call("POST", path, Json.write(body), Map.of("Idempotency-Key", key));
    }

    private static long count(List<Answer> answers, int status) {
        return answers.stream().filter(a -> a.is(status)).count();
    }

    private static List<Answer> together(int clicks, Supplier<Answer> click) throws Exception {
        var start = new CyclicBarrier(clicks);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<Answer>>();
            for (int i = 0; i < clicks; i++) {
                running.add(
                        threads.submit(() -> {
                            start.await();
                            return click.get();
                        }));
            }
            var answers = new ArrayList<Answer>();
            for (var one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    /** Called again while the answer is "too many", "in flight" or "away": those decide nothing. */
    private static Answer settled(Supplier<Answer> call) {
        Answer answer = quietly(call);
        for (int i = 0; i < 40 && (answer == null || undecided(answer)); i++) {
            pause(PAUSE_MS);
            answer = quietly(call);
        }
        if (answer == null) {
            throw new IllegalStateException("the desk does not come back");
        }
        return answer;
    }

    private static boolean undecided(Answer answer) {
        return answer.is(LIMITED)
                || answer.status() >= 500
                || answer.code().equals("idempotency_in_flight");
    }

    private static @Nullable Answer quietly(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (UncheckedIOException cut) {
            return null;
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package io.resolutionflow.e2e.sessions;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.sessions.StatusModel.Act;
import io.resolutionflow.e2e.sessions.StatusModel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random acts on many sessions, now and then two at the same moment: each answer and each status
 * must be one that some order of the acts gives in {@link StatusModel}.
 */
final class StatusWalk {

    private static final String SESSIONS = "/api/v1/ai-sessions";
    private static final int WALKERS = 8;
    private static final int STEPS_OF_A_SESSION = 12;
    private static final Act[] ACTS = Act.values();

    private final Chaos chaos;
    private final Person engineer;
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger pairs = new AtomicInteger();

    StatusWalk(Chaos chaos, Person engineer) {
        this.chaos = chaos;
        this.engineer = engineer;
    }

    void run(int count) throws Exception {
        List<Callable<@Nullable String>> sessions = new ArrayList<>();
        for (int i = 0; i < Math.max(WALKERS, count / STEPS_OF_A_SESSION); i++) {
            SplittableGenerator random = chaos.random().split();
            sessions.add(() -> walk(random));
        }
        var wrong = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(WALKERS)) {
            for (Future<@Nullable String> walked : threads.invokeAll(sessions)) {
                String divergence = walked.get();
                if (divergence != null) {
                    wrong.add(divergence);
                }
            }
        }
        chaos.report().fact("steps", steps.get());
        chaos.report().fact("pairs at the same moment", pairs.get());
        chaos.report()
                .check(
                        "status machine: divergences from the model",
                        wrong.isEmpty(),
                        wrong.size() + (wrong.isEmpty() ? "" : ", first: " + wrong.getFirst()));
    }

    private @Nullable String walk(SplittableGenerator random) throws Exception {
        String session =
                engineer.post(SESSIONS, Map.of("session_type", "chat")).text("/session_id");
        var model = StatusModel.STARTED;
        for (int i = 0; i < STEPS_OF_A_SESSION; i++) {
            Act first = ACTS[random.nextInt(random.nextInt(3) == 0 ? ACTS.length : 2)];
            boolean two = random.nextInt(3) == 0;
            Act second = ACTS[random.nextInt(ACTS.length)];
            List<String> codes = two ? both(session, first, second) : List.of(act(session, first));
            String status = engineer.get(SESSIONS + "/" + session).text("/status");
            StatusModel next =
                    two
                            ? explained(model, first, second, codes, status)
                            : explained(model.after(first), codes.getFirst(), status);
            steps.addAndGet(codes.size());
            if (next == null) {
                return session
                        + ": "
                        + model
                        + " "
                        + first
                        + (two ? " and " + second : "")
                        + " gave "
                        + codes
                        + " and "
                        + status;
            }
            model = next;
        }
        return null;
    }

    private static @Nullable StatusModel explained(Outcome outcome, String code, String status) {
        return outcome.code().equals(code) && outcome.next().status().equals(status)
                ? outcome.next()
                : null;
    }

    private static @Nullable StatusModel explained(
            StatusModel before, Act first, Act second, List<String> codes, String status) {
        Outcome a = before.after(first);
        Outcome b = a.next().after(second);
        if (a.code().equals(codes.getFirst())) {
            StatusModel next = explained(b, codes.getLast(), status);
            if (next != null) {
                return next;
            }
        }
        Outcome c = before.after(second);
        Outcome d = c.next().after(first);
        return c.code().equals(codes.getLast()) ? explained(d, codes.getFirst(), status) : null;
    }

    private List<String> both(String session, Act first, Act second) throws Exception {
        pairs.incrementAndGet();
        try (var two = Executors.newFixedThreadPool(2)) {
            var one = two.submit(() -> act(session, first));
            var other = two.submit(() -> act(session, second));
            return List.of(one.get(), other.get());
        }
    }

    private String act(String session, Act act) {
        String path = SESSIONS + "/" + session;
        Answer answer =
                switch (act) {
                    case PAUSE -> engineer.post(path + "/pause", Map.of());
                    case RESUME -> engineer.post(path + "/resume", Map.of());
                    case ABANDON -> engineer.post(path + "/abandon", Map.of());
                    case ESCALATE ->
                            engineer.post(path + "/escalate", Map.of("escalation_reason", "stuck"));
                    case RESOLVE ->
                            engineer.post(path + "/resolve", Map.of("resolution_summary", "Done"));
                };
        return answer.status() < 300 ? "ok" : answer.code();
    }
}

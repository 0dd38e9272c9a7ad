package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.LiveStream;
import io.resolutionflow.e2e.client.Person;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** {@code kill -9} in the middle of an escalation: nothing lost, nothing doubled. */
class CrashDuringEscalationIT {

    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final Person l1 = RunningStack.GATEWAY.signIn("l1@acme.test");
    private final Person engineer = RunningStack.GATEWAY.signIn("eng1@acme.test");

    @Test
    void handoff_service_killed_while_a_walk_is_escalated_has_the_handoff_once_after_restart() {
        String walk = Escalation.startWalk(l1);

        Answer escalated = whileKilled("handoff-service", () -> Escalation.escalate(l1, walk));
        RunningStack.restart("handoff-service");

        assertThat(escalated.status()).as(escalated.text()).isEqualTo(200);
        seenOnce(walk, escalated.text("/escalation/handoff_id"));
    }

    @Test
    void l1_walk_service_killed_right_after_its_answer_still_delivers_the_escalation_once() {
        String walk = Escalation.startWalk(l1);
        Answer escalated = Escalation.escalate(l1, walk);
        RunningStack.kill("l1-walk-service");
        RunningStack.restart("l1-walk-service");

        assertThat(escalated.status()).as(escalated.text()).isEqualTo(200);
        seenOnce(walk, escalated.text("/escalation/handoff_id"));
    }

    private Answer whileKilled(String part, java.util.function.Supplier<Answer> act) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var kill = CompletableFuture.runAsync(() -> RunningStack.kill(part), threads);
            Answer answer = act.get();
            kill.join();
            return answer;
        }
    }

    private void seenOnce(String walk, String handoff) {
        await().atMost(SETTLED)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(Escalation.queueRows(engineer, handoff)).hasSize(1));
        assertThat(Escalation.history(engineer, walk)).hasSize(1);
        var before =
                engineer.get("/api/v1/ai-sessions/queue")
                        .headers()
                        .firstValue("RF-Stream-Position")
                        .orElseThrow();
        String next =
                Escalation.escalate(l1, Escalation.startWalk(l1)).text("/escalation/handoff_id");
        try (var stream = engineer.openStream(resumeBehind(before))) {
            // the later arrival marks that everything before it has been told
            assertThat(stream.await(SETTLED, event -> isArrival(event, next))).isPresent();
            assertThat(stream.seen().stream().filter(event -> isArrival(event, handoff)))
                    .hasSize(1);
        }
    }

    /**
     * A position before the crash: the queue's position less what the account's stream has told
     * since.
     */
    private static String resumeBehind(String position) {
        return String.valueOf(Math.max(0, Long.parseLong(position) - 100));
    }

    private static boolean isArrival(LiveStream.Event event, String handoff) {
        return event.name().equals("handoff_created")
                && event.data().at("/handoff/handoff_id").asString("").equals(handoff);
    }
}

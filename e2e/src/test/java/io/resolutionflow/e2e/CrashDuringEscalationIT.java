package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.e2e.client.Answer;
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
        try (var stream = engineer.openStream("0")) {
            // whatever the replay, a fresh reader is never told of the hand-off twice
            stream.await(Duration.ofSeconds(3), event -> event.name().equals("ready"));
            assertThat(
                            stream.seen().stream()
                                    .filter(event ->
                                            event.data()
                                                    .at("/handoff/handoff_id")
                                                    .asString("")
                                                    .equals(handoff)))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }
}

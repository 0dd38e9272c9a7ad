package io.resolutionflow.l1walk.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.l1walk.L1WalkServiceApplication;
import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceClient;
import io.resolutionflow.platform.testing.service.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A process of the service dies around a step's commit, as by {@code kill -9}; another one, this
 * test's, is asked next: reading the walk tells the technician where she stands, and the click she
 * repeats counts once (KD-58).
 */
class WalkKillIT extends RunningDesk {

    private static final long DIES = 60;

    @Autowired private ConfigurableEnvironment environment;

    /** One answer given under one key, to be repeated until it is told. */
    private record Click(UUID walk, String node, Map<String, ?> body, String key, int version) {}

    @Test
    void aStepThatAKilledProcessTookIsThereOnceOrNotAtAll() throws Exception {
        List<Click> clicks = Stream.of(click(), click()).toList();

        killedInTheMiddleOf(clicks);

        List<Answer> after = clicks.stream().map(click -> get(lee, walk(click.walk()))).toList();
        assertThat(after.stream().map(WalkKillIT::steps).toList())
                .as("one died before its commit, one after it")
                .containsExactlyInAnyOrder(0, 1);
        for (int i = 0; i < clicks.size(); i++) {
            String stands = after.get(i).json().at("/current_node/id").asString();
            assertThat(stands.equals(clicks.get(i).node())).isEqualTo(steps(after.get(i)) == 0);
        }
        clicks.forEach(this::assertCountsOnceWhenRepeated);
    }

    private Click click() {
        UUID walk = vpnWalk(lee);
        Answer at = get(lee, walk(walk));
        String node = at.json().at("/current_node/id").asString();
        String answer = at.json().at("/current_node/options/0/value").asString();
        return new Click(
                walk,
                node,
                Map.of("node_id", node, "answer", answer),
                UUID.randomUUID().toString(),
                at.json().get("version").asInt());
    }

    /** Which click reaches which point is left to chance; each point is reached by one. */
    private void killedInTheMiddleOf(List<Click> clicks) throws Exception {
        try (var victim =
                        new ServiceProcess(
                                L1WalkServiceApplication.class,
                                environment,
                                List.of("Dynamic Test Properties"),
                                "l1.before-step-commit,l1.after-step-commit");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            victim.awaitStarted();
            var client = new ServiceClient(victim.port(), json);
            List<Future<Answer>> answers =
                    clicks.stream()
                            .map(click -> threads.submit(() -> send(client, click)))
                            .toList();
            assertThat(victim.ends(DIES)).as("both points are reached").isTrue();
            for (Future<Answer> answer : answers) {
                assertThat(answer).as("nobody was answered").failsWithin(Duration.ofSeconds(30));
            }
        }
    }

    private Answer send(ServiceClient client, Click click) {
        return client.call(
                "POST",
                client.request(lee.bearer(), walk(click.walk()) + "/step")
                        .header("Idempotency-Key", click.key()),
                click.body());
    }

    private void assertCountsOnceWhenRepeated(Click click) {
        String path = walk(click.walk()) + "/step";
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        !post(lee, path, click.body(), click.key())
                                .code()
                                .equals("idempotency_in_flight"));
        Answer settled = get(lee, walk(click.walk()));
        assertThat(steps(settled)).isEqualTo(1);
        assertThat(settled.json().get("version").asInt()).isEqualTo(click.version() + 1);
    }

    private static int steps(Answer walk) {
        return walk.json().get("walked_path").size();
    }
}

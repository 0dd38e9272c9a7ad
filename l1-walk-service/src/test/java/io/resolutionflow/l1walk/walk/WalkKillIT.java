package io.resolutionflow.l1walk.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({"l1.before-step-commit, 0", "l1.after-step-commit, 1"})
    void aStepThatAKilledProcessTookIsThereOnceOrNotAtAll(String point, int kept) throws Exception {
        UUID walk = vpnWalk(lee);
        Answer before = get(lee, walk(walk));
        String node = before.json().at("/current_node/id").asString();
        String answer = before.json().at("/current_node/options/0/value").asString();
        var click = Map.of("node_id", node, "answer", answer);
        String key = UUID.randomUUID().toString();

        try (var victim =
                new ServiceProcess(
                        L1WalkServiceApplication.class,
                        environment,
                        List.of("Dynamic Test Properties"),
                        point)) {
            victim.awaitStarted();
            var client = new ServiceClient(victim.port(), json);
            assertThatThrownBy(() ->
                            client.call(
                                    "POST",
                                    client.request(lee.bearer(), walk(walk) + "/step")
                                            .header("Idempotency-Key", key),
                                    click))
                    .as("it died before it answered")
                    .isInstanceOf(RuntimeException.class);
            assertThat(victim.ends(DIES)).as("it reached " + point).isTrue();
        }

        Answer after = get(lee, walk(walk));
        assertThat(after.json().get("walked_path")).hasSize(kept);
        assertThat(after.json().at("/current_node/id").asString().equals(node))
                .isEqualTo(kept == 0);
        // the browser repeats the click under its key until it is told
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        !post(lee, walk(walk) + "/step", click, key)
                                .code()
                                .equals("idempotency_in_flight"));
        Answer settled = get(lee, walk(walk));
        assertThat(settled.json().get("walked_path")).hasSize(1);
        assertThat(settled.json().get("version").asInt())
                .isEqualTo(before.json().get("version").asInt() + 1);
    }
}

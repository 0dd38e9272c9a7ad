package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceClient;
import io.resolutionflow.platform.testing.service.SseReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** A second process of the service beside the first. */
class ReplicasIT extends RunningService {

    @Autowired ConfigurableEnvironment environment;

    private static final int CLAIMERS = 24;
    private static final int ROUNDS = 4;

    @Test
    void
            whichever_replica_is_asked_exactly_one_claim_wins_and_every_loser_learns_who_and_when_KD_26()
                    throws Exception {
        try (ConfigurableApplicationContext second = replica()) {
            var other = new ServiceClient(port(second), json);
            var people =
                    IntStream.range(0, CLAIMERS)
                            .mapToObj(i -> TestPerson.engineer(account, "Claimer " + i))
                            .toList();
            for (int round = 0; round < ROUNDS; round++) {
                UUID session = UUID.randomUUID();
                UUID handoff = escalated(ana, session);
                var claims = new ArrayList<Callable<Answer>>();
                for (int i = 0; i < CLAIMERS; i++) {
                    TestPerson person = people.get(i);
                    claims.add(
                            i % 2 == 0
                                    ? () -> claim(person, session, handoff)
                                    : () ->
                                            other.call(
                                                    "POST",
                                                    other.request(
                                                            person.bearer(),
                                                            path(session, handoff, "claim")),
                                                    null));
                }
                assertOneWinner(together(claims), handoff);
            }
        }
    }

    private void assertOneWinner(List<Answer> answers, UUID handoff) {
        List<Answer> won = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(won).hasSize(1);
        Answer winner = won.getFirst();
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(no -> {
                    assertThat(no.code()).isEqualTo("already_claimed");
                    assertThat(no.text("claimed_by_id")).isEqualTo(winner.text("claimed_by"));
                    assertThat(no.text("claimed_by_name"))
                            .isEqualTo(winner.text("claimed_by_name"));
                    assertThat(no.text("claimed_at")).isEqualTo(winner.text("claimed_at"));
                });
        assertThat(published("handoff.claimed", handoff)).isOne();
    }

    @Test
    void
            a_change_on_one_replica_reaches_readers_of_another_and_a_stop_ends_their_streams_at_once_KD_48() {
        try (ConfigurableApplicationContext second = replica()) {
            String address =
                    "http://127.0.0.1:" + port(second) + "/api/v1/ai-sessions/escalations/stream";
            var request =
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Authorization", dana.bearer())
                            .build();
            UUID session = UUID.randomUUID();
            UUID handoff = escalated(ana, session);
            try (var stream = SseReader.open(request)) {
                claim(eli, session, handoff);
                await().atMost(Duration.ofSeconds(8))
                        .untilAsserted(
                                () -> assertThat(stream.named("handoff_claimed")).hasSize(1));

                Thread.ofVirtual().start(second::close);
                await().atMost(Duration.ofSeconds(2))
                        .pollInterval(Duration.ofMillis(20))
                        .until(stream::ended);
                assertThat(stream.events().getLast().name()).isEqualTo("end");
                assertThat(stream.events().getLast().data().path("reason").stringValue())
                        .isEqualTo("shutdown");
                // an open stream does not use up the grace time of the web server
                await().atMost(Duration.ofSeconds(20)).until(() -> !second.isActive());
            }
        }
    }

    private static int port(ConfigurableApplicationContext context) {
        return Integer.parseInt(
                String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    /** Same database, same topics, its own doorbell. */
    private ConfigurableApplicationContext replica() {
        var properties = new HashMap<String, Object>();
        for (String name :
                new String[] {
                    "RF_DB_URL",
                    "RF_DB_APP_PASSWORD",
                    "RF_DB_OWNER_PASSWORD",
                    "RF_KAFKA_BOOTSTRAP_SERVERS",
                    "RF_ISSUER_URI",
                    "RF_CLIENT_SECRET",
                    "rf.kafka.topic-prefix",
                    "rf.clients.session-service",
                    "rf.clients.l1-walk-service",
                    "rf.clients.ai-gateway-service",
                    "rf.handoff.directory.admin-uri",
                    "rf.handoff.notify.keyset-file"
                }) {
            properties.put(name, environment.getRequiredProperty(name));
        }
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
        return new SpringApplicationBuilder(HandoffApplication.class)
                .initializers(context ->
                        context.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("second-replica", properties)))
                .run();
    }
}

package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** A second process of the service beside the first. */
class ReplicasIT extends RunningService {

    @Autowired ConfigurableEnvironment environment;

    @Test
    void
            a_change_on_one_replica_reaches_readers_of_another_and_a_stop_ends_their_streams_at_once_KD_48() {
        try (ConfigurableApplicationContext second = replica()) {
            String address =
                    "http://127.0.0.1:"
                            + second.getEnvironment().getProperty("local.server.port")
                            + "/api/v1/ai-sessions/escalations/stream";
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

package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.resolutionflow.platform.outbox.TopicNames;
import io.resolutionflow.platform.testing.events.EventFeed;
import io.resolutionflow.platform.testing.events.TestEvent;
import io.resolutionflow.platform.testing.parts.TestParts;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;

/** A consumer that is killed where it hurts: its effect is there once, whatever died. */
class InboxCrashIT extends ServiceUnderTest {

    private static final String SCHEMA = "inboxcrash";
    private static final int KILLED = 137;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @Autowired private KafkaTemplate<String, CloudEvent> kafka;

    private final String prefix = TestParts.ownTopics();
    private final UUID aggregate = UUID.randomUUID();

    @Test
    void an_effect_is_there_once_when_its_process_dies_before_or_after_its_commit()
            throws Exception {
        send(1, "first");

        assertThat(runUntilItDies("inbox.before-commit")).isEqualTo(KILLED);
        assertThat(effects()).isEmpty();

        assertThat(runUntilItDies("inbox.after-commit")).isEqualTo(KILLED);
        assertThat(effects()).containsExactly("first");

        send(2, "second");
        try (ForkedJvm consumer = start(List.of())) {
            // the first comes again, because its offset was never committed
            await().atMost(PATIENCE).until(() -> effects().contains("second"));
            assertThat(consumer.isAlive()).isTrue();
        }
        assertThat(effects()).containsExactly("first", "second");
    }

    private int runUntilItDies(String crashPoint) throws Exception {
        try (ForkedJvm consumer = start(List.of("-Drf.crash-point=" + crashPoint))) {
            return consumer.awaitExit(PATIENCE);
        }
    }

    private ForkedJvm start(List<String> options) {
        return ForkedJvm.start(
                ToyApplication.class,
                options,
                // the broker forgets a killed member as soon as it may
                List.of("--spring.kafka.consumer.properties.session.timeout.ms=6000"),
                ToyProcess.environment(SCHEMA, 0, prefix),
                "Started ToyApplication");
    }

    private void send(long seq, String text) {
        String data =
                json.writeValueAsString(new ToyApplication.NoteWritten(UUID.randomUUID(), text));
        new EventFeed(kafka, new TopicNames(prefix))
                .publish(
                        "rf.session.events",
                        new TestEvent(
                                UUID.randomUUID(),
                                "toy.note_written",
                                account,
                                aggregate,
                                seq,
                                data));
    }

    private static List<String> effects() throws SQLException {
        try (var database = TestParts.admin(TestParts.database(SCHEMA));
                var statement = database.createStatement()) {
            var exists = statement.executeQuery("select to_regclass('" + SCHEMA + ".effect')");
            exists.next();
            if (exists.getString(1) == null) {
                return List.of();
            }
            var rows = statement.executeQuery("select text from " + SCHEMA + ".effect order by n");
            var effects = new ArrayList<String>();
            while (rows.next()) {
                effects.add(rows.getString(1));
            }
            return effects;
        }
    }
}

package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The service on real PostgreSQL and Kafka, one context for all tests; every test has an account of
 * its own.
 */
@ActiveProfiles("local")
abstract class RunningService extends ServiceUnderTest {

    private static final String BASE = "/api/v1/ai-sessions";

    final TestPerson ana = TestPerson.engineer(account, "Ana Ruiz");
    final TestPerson dana = TestPerson.engineer(account, "Dana Reyes");
    final TestPerson eli = TestPerson.engineer(account, "Eli Stone");
    final TestPerson owner = TestPerson.owner(account);
    final TestPerson lee = TestPerson.l1(account);
    final TestPerson viewer = TestPerson.viewer(account);

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry properties) {
        for (String service :
                new String[] {
                    "session-service",
                    "l1-walk-service",
                    "ai-gateway-service",
                    "psa-writeback-service"
                }) {
            properties.add("rf.clients." + service, Neighbours::url);
        }
        properties.add(
                "rf.handoff.directory.admin-uri", () -> Neighbours.url() + "/admin/realms/test");
        properties.add("rf.handoff.assessment.poll", () -> "300ms");
        properties.add("rf.handoff.assessment.backoff", () -> "300ms,300ms");
        properties.add("rf.handoff.notify.poll", () -> "200ms");
        properties.add("rf.handoff.notify.backoff", () -> "500ms,500ms,500ms");
        properties.add("rf.handoff.notify.public-url", () -> "https://desk.example.test");
        properties.add("rf.handoff.notify.local-ports", () -> Neighbours.SERVER.port());
        String keyset = newKeyset();
        properties.add("rf.handoff.notify.keyset-file", () -> keyset);
        properties.add("rf.handoff.mail.host", () -> "127.0.0.1");
        properties.add("rf.handoff.mail.port", Mailbox::smtpPort);
        properties.add("rf.handoff.stream.heartbeat", () -> "1s");
        properties.add("rf.handoff.stream.keep-alive", () -> "2s");
    }

    private static String newKeyset() {
        try {
            return Files.createTempDirectory("handoff-keys").resolve("keyset.json").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void neighboursAsUsual() {
        Neighbours.usual();
    }

    static String path(UUID source, UUID handoff) {
        return BASE + "/" + source + "/handoffs/" + handoff;
    }

    static String path(UUID source, UUID handoff, String act) {
        return path(source, handoff) + "/" + act;
    }

    Answer claim(TestPerson who, UUID source, UUID handoff) {
        return post(who, path(source, handoff, "claim"), null);
    }

    /** An escalation that came by event, with its row. */
    UUID escalated(TestPerson originator, UUID session) {
        return handedOn(originator, session, "escalate", "escalate", "normal");
    }

    UUID handedOn(
            TestPerson originator, UUID session, String intent, String origin, String priority) {
        UUID handoff = UUID.randomUUID();
        publish(
                "rf.session.events",
                "session.handoff_requested",
                session,
                1,
                Events.sessionHandoff(handoff, session, originator, intent, origin, priority));
        awaitRow(handoff);
        return handoff;
    }

    UUID walkEscalated(TestPerson originator, UUID walk) {
        UUID handoff = UUID.randomUUID();
        publish(
                "rf.l1.events",
                "l1.handoff_requested",
                walk,
                1,
                Events.walkHandoff(handoff, walk, originator));
        awaitRow(handoff);
        return handoff;
    }

    void awaitRow(UUID handoff) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() ->
                        assertThat(count("select count(*) from handoff where id = ?", handoff))
                                .isOne());
    }

    /** Outbox events of one type about one hand-off. */
    long published(String type, UUID handoff) {
        return count(
                "select count(*) from outbox_event where type = ? and aggregate_id = ?",
                type,
                handoff.toString());
    }

    /** Everybody of the account shows their token once, so that the directory knows them. */
    void everybodyIsKnown() {
        for (TestPerson person : new TestPerson[] {ana, dana, eli, owner, lee, viewer}) {
            get(person, "/api/v1/notifications");
        }
    }
}

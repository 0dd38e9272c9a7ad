package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import io.resolutionflow.psa.SessionStub.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The service on real PostgreSQL and Kafka against the ConnectWise simulator; every test has an
 * account and a ticket of its own. Times are shortened, their order is not.
 */
@ActiveProfiles("local")
@Import(TestNames.class)
abstract class RunningService extends ServiceUnderTest {

    static final String CANARY = "rfpriv";

    final TestPerson owner = TestPerson.owner(account);
    final TestPerson dana = TestPerson.engineer(account, "Dana Reyes");
    final TestPerson eli = TestPerson.engineer(account, "Eli Stone");
    final TestPerson lee = TestPerson.l1(account);
    final TestPerson viewer = TestPerson.viewer(account);
    final TestPerson stranger = TestPerson.owner(UUID.randomUUID());

    @DynamicPropertySource
    static void surroundings(DynamicPropertyRegistry properties) throws IOException {
        for (String service :
                List.of(
                        "session-service",
                        "l1-walk-service",
                        "handoff-service",
                        "ai-gateway-service")) {
            properties.add("rf.clients." + service, Neighbours::url);
        }
        Path keys = Files.createTempDirectory("psa-keys");
        properties.add("rf.psa.keyset-file", () -> keys.resolve("keyset.json").toString());
        properties.add("rf.psa.local-ports", Providers::ports);
        properties.add("rf.psa.allowed-ports", () -> "443," + TestNames.LISTENER.port());
        properties.add("rf.psa.autotask.integration-code", () -> "RFSIMULATOR0001");
        properties.add("rf.psa.pace.breaker.open", () -> "3s");
        properties.add("rf.psa.rekey.every", () -> "1s");
        properties.add("rf.psa.rekey.first", () -> "1s");
        properties.add("rf.psa.call.answer", () -> "1500ms");
        properties.add("rf.psa.call.background-answer", () -> "1500ms");
        properties.add("rf.psa.quick-looks", () -> "200ms,500ms");
        properties.add("rf.psa.verify.second-read", () -> "300ms");
        properties.add("rf.psa.reconcile.tick", () -> "200ms");
        properties.add("rf.psa.reconcile.looks", () -> "1s,2s");
        properties.add("rf.psa.reconcile.then-every", () -> "1s");
        properties.add("rf.psa.reconcile.quiet", () -> "2s");
        properties.add("rf.psa.reconcile.between-misses", () -> "500ms");
        properties.add("rf.psa.retry.session-step", () -> "500ms");
        properties.add("rf.psa.retry.backoff", () -> "200ms,200ms,200ms");
    }

    @BeforeEach
    void neighboursAsUsual() {
        Neighbours.usualFor(this);
    }

    /** False where tests run side by side: what answers one answers all of them. */
    boolean changesNeighbours() {
        return true;
    }

    /** A tested connection to the simulator with both target statuses of board 1 mapped. */
    UUID connected() {
        Answer created =
                post(owner, "/api/v1/integrations/psa/connections", connection("Acme PSA", CANARY));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        UUID id = UUID.fromString(created.text("id"));
        Answer mapped =
                patch(
                        owner,
                        "/api/v1/accounts/me/preferences",
                        "{\"psa\": {\"boards\": {\"%s\": {\"1\": {\"resolved_status_id\": \"16\", \"escalated_status_id\": \"17\"}}}}}"
                                .formatted(id));
        assertThat(mapped.status()).as(mapped.body()).isEqualTo(200);
        return id;
    }

    static String connection(String name, String privateKey) {
        return """
        {"provider": "connectwise", "display_name": "%s", "base_url": "%s", "config": {"company_id": "acme"},
         "credentials": {"public_key": "rfpub", "private_key": "%s"}}
        """
                .formatted(name, Simulator.url(), privateKey);
    }

    /** An active session of Dana's, linked to a new ticket. */
    Session linkedSession(UUID connection) {
        Session session = session();
        session.connection = connection;
        session.ticket = Simulator.newTicket();
        return session;
    }

    Session session() {
        return Neighbours.SESSIONS.add(account, dana);
    }

    static String ticket(Session session) {
        return Objects.requireNonNull(session.ticket);
    }

    Answer postNote(Session session, String markdown) {
        return post(
                dana,
                notePath(session),
                "{\"markdown\": \"%s\"}".formatted(markdown.replace("\n", "\\n")));
    }

    static String notePath(Session session) {
        return "/api/v1/ai-sessions/" + session.id + "/resolution-note/post";
    }

    static String packagePath(Session session) {
        return "/api/v1/ai-sessions/" + session.id + "/escalation-package/post";
    }

    static String receiptPath(Object writeback) {
        return "/api/v1/integrations/psa/writebacks/" + writeback + "/receipt";
    }

    /** The one write-back of a session, as the database has it. */
    Map<String, Object> writeback(Session session) {
        return rows().list(
                        "select * from writeback where session_id = ? order by created_at desc limit 1",
                        session.id)
                .getFirst();
    }

    void awaitNote(Session session, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(writeback(session).get("note_state")).isEqualTo(state);
                    assertThat(writeback(session).get("lease_owner")).isNull();
                });
    }
}

package io.resolutionflow.e2e.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.psa.LinkedSessions.Linked;
import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A secret is planted in a connection, refused, typed wrongly, used for a whole write-back, changed
 * and deleted; then every byte the system wrote is searched for it: every column of every table,
 * Kafka's logs, logs of services, spans, answers (contract-psa §14, row 12).
 */
class PlantedSecretIT {

    private static final String PSA = "/api/v1/integrations/psa";

    /** Spans leave a service every five seconds. */
    private static final Duration TRACED = Duration.ofSeconds(30);

    private final Stack stack = new Stack();
    private final HostileDesk desk =
            new HostileDesk(stack.variable("RF_TEST_PSA_SIMULATOR_ADMIN_URL"));
    private final Msp acme = new Msp(stack, "acme.test");
    private final Person owner = acme.owner();
    private final String secret = "planted-" + UUID.randomUUID();
    private final StringBuilder answers = new StringBuilder();

    @AfterEach
    void tidied() {
        acme.disconnect();
    }

    @Test
    void a_planted_secret_is_in_no_byte_the_system_wrote() throws Exception {
        UUID connection = acme.connect("Planted " + UUID.randomUUID(), secret);
        String path = PSA + "/connections/" + connection;
        refused(path, connection);
        misspelt(path);
        Linked session = writtenBack();
        Answer deleted = owner.call("DELETE", path + "?force=true", null, Map.of());
        keep(deleted);

        assertThat(answers.toString()).contains("credentials_rejected").doesNotContain(secret);
        var search = new ByteSearch(stack);
        String known = session.id().toString();
        ByteSearch.Found tables = search.tables(secret, known);
        assertThat(tables.of(secret)).as("tables with the secret").isEmpty();
        assertThat(tables.of(known)).as("the search finds").isNotEmpty();
        ByteSearch.Found logs = search.files(stack.logs(), secret, known);
        assertThat(logs.of(secret)).as("logs with the secret").isEmpty();
        assertThat(logs.of(known)).as("the search finds").isNotEmpty();
        ByteSearch.Found topics = search.files(data("kafka"), secret, known);
        assertThat(topics.of(secret)).as("topics with the secret").isEmpty();
        assertThat(topics.of(known)).as("the search finds").isNotEmpty();
        assertThat(search.files(traces(search, session), secret).of(secret))
                .as("traces with the secret")
                .isEmpty();
    }

    /** The simulator knows other credentials: each call answers 401. */
    private void refused(String path, UUID connection) {
        keep(owner.post(path + "/test", Map.of()));
        keep(owner.post(path + "/test", Map.of()));
        keep(owner.get(path));
        keep(owner.get(PSA + "/connections"));
        keep(owner.get(PSA + "/boards?connection_id=" + connection));
    }

    private void misspelt(String path) {
        keep(
                owner.patch(
                        path, Map.of("version", 99, "credentials", Map.of("private_key", secret))));
        keep(
                owner.post(
                        PSA + "/connections",
                        Map.of(
                                "provider", "zammad",
                                "display_name", "x",
                                "base_url", "https://127.0.0.1",
                                "config", Map.of("wrong", secret),
                                "credentials", Map.of("nonsense", secret))));
    }

    /** For one ticket the simulator takes the planted key: note, status and session are done. */
    private Linked writtenBack() throws Exception {
        String ticket = desk.tickets(1).getFirst();
        desk.keyOf(ticket, secret);
        try (var database = stack.database()) {
            Linked session = LinkedSessions.fill(database, acme, List.of(ticket)).getFirst();
            // an address or key that changed makes a paused connection one to be tried again
            keep(acme.changeKey(secret));
            Answer posted =
                    acme.engineer()
                            .post(
                                    "/api/v1/ai-sessions/" + session.id() + "/resolution-note/post",
                                    Map.of("markdown", "Mapped the drive again."));
            keep(posted);
            assertThat(posted.status()).as(posted.text()).isEqualTo(200);
            assertThat(posted.text("/verified_status_id")).isEqualTo("16");
            String receipt = PSA + "/writebacks/" + posted.text("/writeback_id") + "/receipt";
            keep(owner.get(receipt));
            return session;
        } finally {
            desk.keysAsUsual(ticket);
        }
    }

    private void keep(Answer answer) {
        answers.append(answer.text()).append(answer.headers().map());
    }

    private Path traces(ByteSearch search, Linked session) throws IOException {
        Path traces = data("traces");
        String posted = "/ai-sessions/" + session.id() + "/resolution-note/post";
        await().atMost(TRACED)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !search.files(traces, posted).of(posted).isEmpty());
        return traces;
    }

    private Path data(String name) {
        return stack.logs().resolveSibling("data").resolve(name);
    }
}

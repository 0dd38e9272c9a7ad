package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Contract-psa §14, row 7: a sign-in that ends in the middle of automatic pushes. */
class PausedPushIT extends PushingService {

    private static final String CONNECTIONS = "/api/v1/integrations/psa/connections/";

    @Test
    void pushes_of_a_paused_connection_are_kept_and_all_sent_once_when_it_works_again() {
        UUID connection = connected();
        switchOn("auto_push_on_resolve");
        List<Session> sessions = Stream.generate(() -> linkedSession(connection)).limit(3).toList();
        sessions.forEach(
                session -> Simulator.fault(ticket(session), "auth_expired", "read", "{}", 99));
        for (Session session : sessions) {
            session.status = "resolved";
            resolved(session, UUID.randomUUID(), 1, "null");
        }
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(connection(connection).text("status")).isEqualTo("paused");
                    assertThat(sessions)
                            .allSatisfy(session -> {
                                assertThat(state(session)).isEqualTo("pending_retry");
                                assertThat(writeback(session))
                                        .containsEntry("automatic_tries", 0)
                                        .containsEntry("lease_owner", null);
                            });
                });
        assertThat(connection(connection).text("paused_reason")).isEqualTo("credentials_rejected");
        assertThat(notices("psa.connection_paused", connection)).isOne();
        assertThat(sessions)
                .allSatisfy(session -> assertThat(Simulator.notes(ticket(session))).isEmpty());

        sessions.forEach(session -> Simulator.faultsOff(ticket(session), "auth_expired", "read"));
        Answer changed =
                patch(
                        owner,
                        CONNECTIONS + connection,
                        Map.of(
                                "version",
                                connection(connection).json().path("version").asInt(),
                                "credentials",
                                Map.of("private_key", CANARY)));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        Answer tested = post(owner, CONNECTIONS + connection + "/test", null);
        assertThat(tested.json().path("ok").asBoolean()).as(tested.body()).isTrue();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(sessions)
                                .allSatisfy(session ->
                                        assertThat(state(session)).isEqualTo("completed")));
        assertThat(sessions)
                .allSatisfy(session -> assertThat(Simulator.notes(ticket(session))).hasSize(1));
        assertThat(notices("psa.connection_paused", connection)).isOne();
        // the new key made it one to be tried: its first success is still what resumes it
        assertThat(notices("psa.connection_resumed", connection)).isOne();
    }

    private Answer connection(UUID id) {
        return get(owner, CONNECTIONS + id);
    }

    private long notices(String type, UUID connection) {
        return count(
                "select count(*) from outbox_event where type = ? and aggregate_id = ?",
                type,
                connection.toString());
    }
}

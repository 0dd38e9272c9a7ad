package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contract-psa §10: breaker and budget of a connection. */
class PacingIT extends RunningService {

    private static final String PSA = "/api/v1/integrations/psa";

    @Test
    void a_system_that_keeps_failing_is_given_a_rest_and_then_probed() {
        Session session = linkedSession(connected());
        String ticket = ticket(session);
        Simulator.fault(ticket, "burst_5xx", "read", "{\"n\": 6, \"code\": 503}", 6);
        String read = PSA + "/tickets/" + ticket;
        for (int i = 0; i < 2; i++) {
            assertThat(get(dana, read).text("code")).isEqualTo("psa_unreachable");
        }
        int seen = Simulator.requests(ticket, "read");
        Answer refused = postNote(session, "Mapped the drive again.");
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.text("code")).isEqualTo("psa_circuit_open");
        assertThat(refused.header("Retry-After")).isEqualTo("3");
        assertThat(refused.text("note_state")).isEqualTo("pending");
        assertThat(refused.text("next_step")).isEqualTo("repeat");
        assertThat(get(dana, read).text("psa_reason")).isEqualTo("circuit_open");
        assertThat(Simulator.requests(ticket, "read")).isEqualTo(seen);
        assertThat(Simulator.notes(ticket)).isEmpty();

        Simulator.faultsOff(ticket, "burst_5xx", "read");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(postNote(session, "Mapped the drive again.").status())
                                .isEqualTo(200));
        assertThat(Simulator.notes(ticket)).hasSize(1);
    }

    @Test
    void a_throttle_stops_its_connection_and_no_other() {
        UUID first = connected();
        UUID second =
                UUID.fromString(
                        post(owner, PSA + "/connections", connection("Second", CANARY)).text("id"));
        get(dana, PSA + "/boards?connection_id=" + first);
        Session slow = linkedSession(first);
        Session quick = linkedSession(second);
        Simulator.fault(ticket(slow), "throttle", "note", "{\"n\": 1, \"retry_after\": 60}", 1);
        assertThat(postNote(slow, "One.").text("psa_reason")).isEqualTo("throttled");
        assertThat(get(dana, PSA + "/boards?refresh=true&connection_id=" + first).status())
                .isEqualTo(200);
        assertThat(
                        get(dana, PSA + "/boards?refresh=true&connection_id=" + first)
                                .header("RF-Stale"))
                .isEqualTo("true");
        assertThat(postNote(quick, "Two.").status()).isEqualTo(200);
    }

    @Test
    void calls_of_a_connection_share_a_budget_that_other_replicas_see() {
        UUID id = connected();
        assertThat(get(dana, PSA + "/boards?refresh=true&connection_id=" + id).status())
                .isEqualTo(200);
        assertThat(
                        count(
                                "select count(*) from connection_budget where connection_id = ? and bucket is not null",
                                id))
                .isOne();
        assertThat(count("select count(*) from connection_slot where connection_id = ?", id))
                .isZero();
        // as if four other replicas were calling right now, and never came back
        for (int i = 0; i < 4; i++) {
            rows().update(
                            "insert into connection_slot (account_id, connection_id, id, until) values (?, ?, ?, now() + interval '1500 milliseconds')",
                            account,
                            id,
                            UUID.randomUUID());
        }
        Answer waited = get(dana, PSA + "/tickets/search?connection_id=" + id);
        assertThat(waited.status()).as(waited.body()).isIn(200, 502);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get(dana, PSA + "/tickets/search?connection_id=" + id).status())
                                .isEqualTo(200));
    }
}

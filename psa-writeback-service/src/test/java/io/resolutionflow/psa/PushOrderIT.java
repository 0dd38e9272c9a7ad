package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.psa.SessionStub.Session;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Contract-psa §12: a push that is taken back, and one that meets an earlier one of its session.
 */
class PushOrderIT extends PushingService {

    @Test
    void a_push_whose_hand_off_is_cancelled_right_before_it_is_sent_is_not_sent() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_escalate");
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 3}", 1);
        UUID handoff = UUID.randomUUID();
        handedOff(session, handoff);
        await().atMost(SOON).until(() -> Simulator.requests(ticket(session), "note") == 1);
        cancelled(session, handoff);
        await().atMost(SOON).untilAsserted(() -> assertThat(state(session)).isEqualTo("cancelled"));
        assertThat(writeback(session).get("note_state")).isEqualTo("cancelled");
        assertThat(writeback(session).get("lease_owner")).isNull();
        assertThat(Simulator.notes(ticket(session))).isEmpty();
        assertThat(Simulator.requests(ticket(session), "note")).isOne();
    }

    @Test
    void a_push_whose_hand_off_is_cancelled_during_its_last_run_ends_cancelled() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_escalate");
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 60}", 1);
        UUID handoff = UUID.randomUUID();
        handedOff(session, handoff);
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(state(session)).isEqualTo("pending_retry");
                    assertThat(writeback(session).get("automatic_tries")).isEqualTo(1);
                    assertThat(writeback(session).get("lease_owner")).isNull();
                });
        // as a runner that dies a little later leaves it
        rows().update(
                        "update writeback set state = 'in_progress', lease_owner = id, lease_epoch = lease_epoch + 1,"
                                + " lease_until = now() + interval '3 seconds' where session_id = ?",
                        session.id);
        cancelled(session, handoff);
        await().atMost(SOON).untilAsserted(() -> assertThat(state(session)).isEqualTo("cancelled"));
        assertThat(Simulator.notes(ticket(session))).isEmpty();
    }

    @Test
    void a_later_hand_off_supersedes_a_push_whose_note_is_in_the_ticket() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_escalate");
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        UUID earlier = UUID.randomUUID();
        handedOff(session, earlier);
        await().atMost(SOON).untilAsserted(() -> assertThat(state(session)).isEqualTo("failed"));
        Simulator.faultsOff(ticket(session), "silent_reject_status", "status");
        UUID later = UUID.randomUUID();
        handedOff(session, later, 2);
        await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(later)).isEqualTo("completed"));
        assertThat(stateOf(earlier)).isEqualTo("superseded");
        assertThat(Simulator.notes(ticket(session))).hasSize(2);
    }

    @Test
    void a_later_hand_off_waits_for_a_push_that_is_running() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_escalate");
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 3}", 1);
        UUID earlier = UUID.randomUUID();
        handedOff(session, earlier);
        await().atMost(SOON).until(() -> Simulator.requests(ticket(session), "note") == 1);
        UUID later = UUID.randomUUID();
        handedOff(session, later, 2);
        await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(later)).isEqualTo("completed"));
        assertThat(stateOf(earlier)).isEqualTo("completed");
        assertThat(Simulator.notes(ticket(session))).hasSize(2);
        assertThat(count("select count(*) from inbox_dead_letter")).isZero();
    }

    /**
     * What cannot begin yet waits as a row; its event is done with, so nobody else waits behind it.
     */
    @Test
    void a_push_that_waits_holds_up_no_event() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_escalate");
        Simulator.fault(ticket(session), "drop_before_commit", "note", "{}", 1);
        UUID earlier = UUID.randomUUID();
        handedOff(session, earlier);
        await().atMost(SOON).until(() -> Simulator.requests(ticket(session), "note") == 1);
        UUID later = UUID.randomUUID();
        UUID latest = UUID.randomUUID();
        handedOff(session, later, 2);
        handedOff(session, latest, 3);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from inbox_position where aggregate_id = ? and last_seq = 3",
                                                session.id.toString()))
                                .isOne());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stateOf(latest)).isEqualTo("completed"));
        assertThat(count("select count(*) from waiting_push")).isZero();
        assertThat(Simulator.notes(ticket(session)).size()).isBetween(1, 3);
        assertThat(count("select count(*) from inbox_dead_letter")).isZero();
    }

    @Test
    void a_push_that_waits_is_dropped_with_its_hand_off() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_escalate");
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 4}", 1);
        UUID earlier = UUID.randomUUID();
        handedOff(session, earlier);
        await().atMost(SOON).until(() -> Simulator.requests(ticket(session), "note") == 1);
        UUID later = UUID.randomUUID();
        handedOff(session, later, 2);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(count("select count(*) from waiting_push")).isOne());
        cancelled(session, later);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(count("select count(*) from waiting_push")).isZero());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stateOf(earlier)).isEqualTo("completed"));
        assertThat(stateOf(later)).isEqualTo("none");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }
}

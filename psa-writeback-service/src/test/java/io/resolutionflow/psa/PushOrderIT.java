package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Contract-psa §12: a push that is taken back, and one that meets an earlier one of its session.
 */
class PushOrderIT extends PushingService {

    @Test
    void a_push_whose_hand_off_is_cancelled_right_before_it_is_sent_is_not_sent() {
        Session session = escalating();
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 3}", 1);
        UUID handoff = UUID.randomUUID();
        handedOff(session, handoff);
        awaitSending(session);
        cancelled(session, handoff);
        awaitPush(session, "cancelled");
        assertThat(writeback(session).get("note_state")).isEqualTo("cancelled");
        assertThat(writeback(session).get("lease_owner")).isNull();
        assertThat(Simulator.notes(ticket(session))).isEmpty();
        assertThat(Simulator.requests(ticket(session), "note")).isOne();
    }

    @Test
    void a_push_whose_hand_off_is_cancelled_during_its_last_run_ends_cancelled() {
        Session session = escalating();
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
                                + " lease_until = now() + interval '1 hour' where session_id = ?",
                        session.id);
        cancelled(session, handoff);
        await().atMost(SOON)
                .until(() -> Boolean.TRUE.equals(writeback(session).get("drop_requested")));
        rows().update("update writeback set lease_until = now() where session_id = ?", session.id);
        awaitPush(session, "cancelled");
        assertThat(Simulator.notes(ticket(session))).isEmpty();
    }

    @Test
    void a_later_hand_off_supersedes_a_push_whose_note_is_in_the_ticket() {
        Session session = escalating();
        // refused for good: it fails at once, with its note in the ticket
        Simulator.fault(ticket(session), "forbidden", "status", "{}", 99);
        UUID earlier = UUID.randomUUID();
        handedOff(session, earlier);
        awaitPush(session, "failed");
        Simulator.faultsOff(ticket(session), "forbidden", "status");
        UUID later = UUID.randomUUID();
        handedOff(session, later, 2);
        awaitPush(later, "completed");
        assertThat(stateOf(earlier)).isEqualTo("superseded");
        assertThat(Simulator.notes(ticket(session))).hasSize(2);
    }

    @Test
    void a_later_hand_off_waits_for_a_push_that_is_running() {
        Session session = escalating();
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 3}", 1);
        UUID earlier = UUID.randomUUID();
        handedOff(session, earlier);
        awaitSending(session);
        UUID later = UUID.randomUUID();
        handedOff(session, later, 2);
        awaitPush(later, "completed");
        assertThat(stateOf(earlier)).isEqualTo("completed");
        assertThat(Simulator.notes(ticket(session))).hasSize(2);
        assertThat(count("select count(*) from inbox_dead_letter")).isZero();
    }

    /**
     * What cannot begin yet waits as a row; its event is done with, so nobody else waits behind it.
     */
    @Test
    void a_push_that_waits_holds_up_no_event() {
        Session session = escalating();
        // in doubt until the first look
        Simulator.fault(ticket(session), "drop_after_commit", "note", "{}", 1);
        UUID earlier = UUID.randomUUID();
        handedOff(session, earlier);
        awaitSending(session);
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
        awaitPush(latest, "completed");
        assertThat(count("select count(*) from waiting_push")).isZero();
        assertThat(Simulator.notes(ticket(session)).size()).isBetween(1, 3);
        assertThat(count("select count(*) from inbox_dead_letter")).isZero();
    }

    @Test
    void a_push_that_waits_is_dropped_with_its_hand_off() {
        Session session = escalating();
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 4}", 1);
        UUID earlier = UUID.randomUUID();
        handedOff(session, earlier);
        awaitSending(session);
        UUID later = UUID.randomUUID();
        handedOff(session, later, 2);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(count("select count(*) from waiting_push")).isOne());
        cancelled(session, later);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(count("select count(*) from waiting_push")).isZero());
        awaitPush(earlier, "completed");
        assertThat(stateOf(later)).isEqualTo("none");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

    /** Contract-psa §14, row 11. */
    @Test
    void a_retry_by_hand_while_the_push_runs_is_refused_and_the_note_is_there_once() {
        Session session = resolving();
        session.status = "resolved";
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 4}", 1);
        resolved(session, UUID.randomUUID(), 1, "null");
        awaitSending(session);
        Object id = writeback(session).get("id");
        for (String path :
                List.of(
                        "/api/v1/ai-sessions/" + session.id + "/retry-psa-push",
                        "/api/v1/integrations/psa/writebacks/" + id + "/retry")) {
            Answer refused = post(dana, path, null);
            assertThat(refused.status()).as(refused.body()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("writeback_in_progress");
            assertThat(refused.text("writeback_id")).isEqualTo(String.valueOf(id));
            assertThat(refused.header("Retry-After")).isNotEmpty();
        }
        awaitPush(session, "completed");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(writeback(session)).containsEntry("manual_retries", 0);
    }

    /** The other way round: while a person's retry runs, the scheduler leaves the push alone. */
    @Test
    void a_push_that_falls_due_during_a_retry_by_hand_is_left_to_it() throws Exception {
        Session session = resolving();
        session.status = "resolved";
        Simulator.fault(ticket(session), "forbidden", "note", "{}", 1);
        resolved(session, UUID.randomUUID(), 1, "null");
        awaitPush(session, "failed");
        Simulator.fault(ticket(session), "throttle", "note", "{\"n\": 1, \"retry_after\": 2}", 1);
        String retry = "/api/v1/ai-sessions/" + session.id + "/retry-psa-push";
        var retried = CompletableFuture.supplyAsync(() -> post(dana, retry, null));
        await().atMost(SOON).until(() -> Simulator.requests(ticket(session), "note") == 2);
        // due now, for whoever looks for work
        rows().update(
                        "update writeback set next_attempt_at = now() - interval '1 minute' where session_id = ?",
                        session.id);
        Answer sent = retried.get(20, TimeUnit.SECONDS);
        assertThat(sent.text("psa_push_status")).as(sent.body()).isEqualTo("sent");
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(Simulator.requests(ticket(session), "note")).isEqualTo(3);
        assertThat(writeback(session)).containsEntry("lease_epoch", 2L);
    }
}

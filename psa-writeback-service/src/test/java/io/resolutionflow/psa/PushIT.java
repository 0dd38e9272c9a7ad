package io.resolutionflow.psa;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.events.TestEvent;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contract-psa §12: pushes that follow events, never the request (KD-45). */
class PushIT extends RunningService {

    @Test
    void a_resolved_session_is_pushed_once_however_often_it_is_told_KD_45() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_resolve");
        session.status = "resolved";
        UUID event = UUID.randomUUID();
        resolved(session, event, 1, "null");
        resolved(session, event, 1, "null");
        await().atMost(SOON).untilAsserted(() -> assertThat(state(session)).isEqualTo("completed"));
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(Simulator.status(ticket(session))).isEqualTo("16");
        assertThat(session.applied).isEmpty();
        assertThat(session.results.getLast().path("state").asString()).isEqualTo("sent");
        assertThat(writeback(session).get("origin")).isEqualTo("auto");
        assertThat(writeback(session).get("requested_by_name")).isEqualTo("Dana Reyes");
        assertThat(count("select count(*) from writeback")).isOne();
    }

    @Test
    void a_session_resolved_by_a_post_is_not_pushed_again() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_resolve");
        resolved(session, UUID.randomUUID(), 1, "\"" + UUID.randomUUID() + "\"");
        Session marker = linkedSession(UUID.fromString(String.valueOf(session.connection)));
        marker.status = "resolved";
        resolved(marker, UUID.randomUUID(), 1, "null");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from writeback where session_id = ?",
                                                marker.id))
                                .isOne());
        assertThat(count("select count(*) from writeback where session_id = ?", session.id))
                .isZero();
    }

    @Test
    void without_the_preference_nothing_is_pushed_KD_66() {
        UUID connection = connected();
        Session silent = linkedSession(connection);
        handedOff(silent, UUID.randomUUID());
        Session pushed = linkedSession(connection);
        UUID handoff = UUID.randomUUID();
        // the first must have been taken while the preference was off
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from inbox_position where aggregate_id = ?",
                                                silent.id.toString()))
                                .isOne());
        switchOn("auto_push_on_escalate");
        handedOff(pushed, handoff);
        await().atMost(SOON).untilAsserted(() -> assertThat(state(pushed)).isEqualTo("completed"));
        assertThat(
                        Simulator.notes(ticket(pushed))
                                .getFirst()
                                .path("flags")
                                .path("internal_analysis_flag")
                                .asBoolean())
                .isTrue();
        assertThat(writeback(pushed).get("handoff_id")).isEqualTo(handoff);
        assertThat(count("select count(*) from writeback where session_id = ?", silent.id))
                .isZero();
        assertThat(Simulator.notes(ticket(silent))).isEmpty();
    }

    @Test
    void without_a_model_the_push_repeats_the_record() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_resolve");
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .willReturn(aResponse().withStatus(503)));
        resolved(session, UUID.randomUUID(), 1, "null");
        await().atMost(SOON).untilAsserted(() -> assertThat(state(session)).isEqualTo("completed"));
        assertThat(writeback(session).get("answer_source")).isEqualTo("template");
        assertThat(Simulator.notes(ticket(session)).getFirst().path("sent_text").asString())
                .contains("The shared drive does not open.");
    }

    @Test
    void a_push_that_fails_tries_three_times_more_and_then_tells() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_resolve");
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        resolved(session, UUID.randomUUID(), 1, "null");
        await().atMost(SOON).untilAsserted(() -> assertThat(state(session)).isEqualTo("failed"));
        assertThat(writeback(session).get("automatic_tries")).isEqualTo(4);
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
        assertThat(Simulator.requests(ticket(session), "status")).isEqualTo(4);
        assertThat(count("select count(*) from outbox_event where type = 'psa.writeback_failed'"))
                .isOne();
    }

    @Test
    void an_l1_walk_with_a_psa_ticket_is_written_back_KD_66() {
        UUID connection = connected();
        switchOn("auto_push_l1");
        UUID walk = UUID.randomUUID();
        String ticket = Simulator.newTicket();
        Neighbours.SERVER.stubFor(
                WireMock.get(
                                urlPathEqualTo(
                                        "/internal/v1/l1/sessions/" + walk + "/writeback-context"))
                        .willReturn(
                                okJson(
                                        "{\"resolution_markdown\": \"## Problem\\nNo sound.\", \"package_markdown\": \"x\"}")));
        send(
                "rf.l1.events",
                "l1.walk_resolved",
                walk,
                UUID.randomUUID(),
                1,
                """
                {"walk_id": "%s", "ticket": {"kind": "psa", "id": "%s", "psa_connection_id": "%s"}, "actor_id": "%s", "actor_name": "Lee Park",
                 "acting_as": null, "occurred_at": "2026-11-20T14:03:09Z"}
                """
                        .formatted(walk, ticket, connection, lee.userId()));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from writeback where walk_id = ? and state = 'completed'",
                                                walk))
                                .isOne());
        assertThat(Simulator.notes(ticket)).hasSize(1);
        assertThat(Simulator.notes(ticket).getFirst().path("sent_text").asString())
                .startsWith("Problem\nNo sound.")
                .contains("— Lee Park");
    }

    @Test
    void a_post_that_takes_up_an_unsent_push_ends_in_the_session() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_escalate");
        Simulator.fault(ticket(session), "forbidden", "note", "{}", 99);
        handedOff(session, UUID.randomUUID());
        await().atMost(SOON).untilAsserted(() -> assertThat(state(session)).isEqualTo("failed"));
        Simulator.faultsOff(ticket(session), "forbidden", "note");
        Answer posted =
                post(dana, packagePath(session), "{\"markdown\": \"Needs a network engineer.\"}");
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertEscalatedByHand(session);
    }

    @Test
    void a_post_that_takes_up_a_push_whose_note_is_in_the_ticket_ends_in_the_session() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_escalate");
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        UUID handoff = UUID.randomUUID();
        handedOff(session, handoff);
        await().atMost(SOON).untilAsserted(() -> assertThat(state(session)).isEqualTo("failed"));
        Simulator.faultsOff(ticket(session), "silent_reject_status", "status");
        Answer posted =
                post(
                        dana,
                        packagePath(session),
                        Map.of("markdown", writeback(session).get("markdown")));
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertEscalatedByHand(session);
        // that hand-off is over: the escalation is another one
        assertThat(session.applied.getFirst().path("handoff_id").asString())
                .isNotEmpty()
                .isNotEqualTo(handoff.toString());
    }

    private void assertEscalatedByHand(Session session) {
        assertThat(session.status).isEqualTo("escalated");
        assertThat(writeback(session))
                .containsEntry("origin", "manual_post")
                .containsEntry("session_state", "applied")
                .containsEntry("state", "completed");
        assertThat(count("select count(*) from writeback where session_id = ?", session.id))
                .isOne();
        assertThat(Simulator.notes(ticket(session))).hasSize(1);
    }

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

    private Object stateOf(UUID handoff) {
        return rows().list("select state from writeback where handoff_id = ?", handoff).stream()
                .map(row -> row.get("state"))
                .findFirst()
                .orElse("none");
    }

    private void cancelled(Session session, UUID handoff) {
        send(
                "rf.handoff.events",
                "handoff.cancelled",
                handoff,
                UUID.randomUUID(),
                1,
                """
                {"handoff_id": "%s", "source_kind": "session", "source_id": "%s", "session_id": "%s", "walk_id": null,
                 "intent": "escalate", "origin": "escalate", "status": "cancelled", "priority": "normal", "handed_off_by": "%s",
                 "handed_off_by_name": "Dana Reyes", "claim_epoch": 1, "version": 2, "stream_seq": 1,
                 "occurred_at": "2026-11-20T14:05:00Z"}
                """
                        .formatted(handoff, session.id, session.id, dana.userId()));
    }

    private Object state(Session session) {
        return rows().list("select state from writeback where session_id = ?", session.id).stream()
                .map(row -> row.get("state"))
                .findFirst()
                .orElse("none");
    }

    private void switchOn(String preference) {
        assertThat(
                        patch(
                                        owner,
                                        "/api/v1/accounts/me/preferences",
                                        "{\"psa\": {\"%s\": true}}".formatted(preference))
                                .status())
                .isEqualTo(200);
    }

    private void resolved(Session session, UUID event, long seq, String writeback) {
        send(
                "rf.session.events",
                "session.resolved",
                session.id,
                event,
                seq,
                """
                {"session_id": "%s", "writeback_id": %s, "psa_ticket_id": "%s", "psa_connection_id": "%s", "actor_id": "%s",
                 "actor_name": "Dana Reyes", "acting_as": null, "occurred_at": "2026-11-20T14:03:09Z"}
                """
                        .formatted(
                                session.id,
                                writeback,
                                session.ticket,
                                session.connection,
                                dana.userId()));
    }

    private void handedOff(Session session, UUID handoff) {
        handedOff(session, handoff, 1);
    }

    private void handedOff(Session session, UUID handoff, long seq) {
        send(
                "rf.session.events",
                "session.handoff_requested",
                session.id,
                UUID.randomUUID(),
                seq,
                """
                {"handoff_id": "%s", "session_id": "%s", "walk_id": null, "intent": "escalate", "origin": "escalate", "reason": "x",
                 "priority": "normal", "handed_off_by": "%s", "handed_off_by_name": "Dana Reyes", "psa_ticket_id": "%s",
                 "psa_connection_id": "%s", "snapshot": {}, "occurred_at": "2026-11-20T14:03:09Z"}
                """
                        .formatted(
                                handoff,
                                session.id,
                                dana.userId(),
                                session.ticket,
                                session.connection));
    }

    private void send(String topic, String type, UUID aggregate, UUID id, long seq, String data) {
        publish(topic, new TestEvent(id, type, account, aggregate, seq, data));
    }
}

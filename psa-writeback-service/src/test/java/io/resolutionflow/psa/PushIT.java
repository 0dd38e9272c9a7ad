package io.resolutionflow.psa;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contract-psa §12: pushes that follow events, never the request (KD-45). */
class PushIT extends PushingService {

    @Test
    void a_resolved_session_is_pushed_once_however_often_it_is_told_KD_45() {
        Session session = resolving();
        session.status = "resolved";
        UUID event = UUID.randomUUID();
        resolved(session, event, 1, "null");
        resolved(session, event, 1, "null");
        awaitPush(session, "completed");
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
        Session session = resolving();
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
        awaitPush(pushed, "completed");
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
        Session session = resolving();
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(Neighbours.COMPLETIONS))
                        .willReturn(aResponse().withStatus(503)));
        resolved(session, UUID.randomUUID(), 1, "null");
        awaitPush(session, "completed");
        assertThat(writeback(session).get("answer_source")).isEqualTo("template");
        assertThat(Simulator.notes(ticket(session)).getFirst().path("sent_text").asString())
                .contains("The shared drive does not open.");
    }

    @Test
    void a_push_that_fails_tries_three_times_more_and_then_tells() {
        Session session = resolving();
        Simulator.fault(ticket(session), "silent_reject_status", "status", "{}", 99);
        resolved(session, UUID.randomUUID(), 1, "null");
        awaitPush(session, "failed");
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
        Session session = escalating();
        Simulator.fault(ticket(session), "forbidden", "note", "{}", 99);
        handedOff(session, UUID.randomUUID());
        awaitPush(session, "failed");
        Simulator.faultsOff(ticket(session), "forbidden", "note");
        Answer posted =
                post(dana, packagePath(session), "{\"markdown\": \"Needs a network engineer.\"}");
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertEscalatedByHand(session);
    }

    @Test
    void a_post_that_takes_up_a_push_whose_note_is_in_the_ticket_ends_in_the_session() {
        Session session = escalating();
        Simulator.fault(ticket(session), "forbidden", "status", "{}", 99);
        UUID handoff = UUID.randomUUID();
        handedOff(session, handoff);
        awaitPush(session, "failed");
        Simulator.faultsOff(ticket(session), "forbidden", "status");
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
}

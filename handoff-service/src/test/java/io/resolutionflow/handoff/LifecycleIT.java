package io.resolutionflow.handoff;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Release, cancel, reassign, what the source tells, and who may read (KD-43, KD-53). */
class LifecycleIT extends RunningService {

    private final UUID session = UUID.randomUUID();

    @Test
    void a_claimer_gives_work_back_KD_53() {
        UUID handoff = escalated(ana, session);
        assertThat(post(dana, path(session, handoff, "release"), "{}").text("code"))
                .isEqualTo("not_claimer");
        assertThat(post(owner, path(session, handoff, "release"), "{}").text("code"))
                .isEqualTo("not_claimed");
        claim(dana, session, handoff);
        assertThat(post(ana, path(session, handoff, "release"), null).text("code"))
                .isEqualTo("not_claimer");
        // a colleague who takes no part sees nothing of a claimed one
        assertThat(post(eli, path(session, handoff, "release"), null).status()).isEqualTo(404);

        Answer released =
                post(dana, path(session, handoff, "release"), "{\"reason\": \"End of shift\"}");
        assertThat(released.status()).isEqualTo(200);
        assertThat(released.text("status")).isEqualTo("open");
        assertThat(released.json().path("claimed_by").isNull()).isTrue();
        assertThat(released.json().path("claim_epoch").intValue()).isEqualTo(2);
        assertThat(released.json().path("release_count").intValue()).isEqualTo(1);
        assertThat(post(dana, path(session, handoff, "release"), "{}").status()).isEqualTo(200);
        assertThat(published("handoff.released", handoff)).isOne();
        assertThat(claim(eli, session, handoff).status()).isEqualTo(200);
        // who held it once may still read it
        assertThat(get(dana, path(session, handoff)).status()).isEqualTo(200);
        assertThat(get(TestPerson.engineer(account, "Nora Fly"), path(session, handoff)).status())
                .isEqualTo(404);
        assertThat(
                        post(
                                        dana,
                                        path(session, handoff, "release"),
                                        "{\"reason\": \"" + "x".repeat(501) + "\"}")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void an_originator_takes_back_what_nobody_took_KD_53() {
        UUID handoff = escalated(ana, session);
        assertThat(post(dana, path(session, handoff, "cancel"), "{}").text("code"))
                .isEqualTo("not_originator");
        Answer cancelled = post(ana, path(session, handoff, "cancel"), "{}");
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.text("status")).isEqualTo("cancelled");
        assertThat(cancelled.json().path("psa_note_remains").booleanValue()).isFalse();
        assertThat(cancelled.json().path("session_applied").booleanValue()).isTrue();
        assertThat(post(ana, path(session, handoff, "cancel"), "{}").status()).isEqualTo(200);
        assertThat(published("handoff.cancelled", handoff)).isOne();
        assertThat(get(ana, path(session, handoff)).text("assessment_state")).isEqualTo("skipped");
        Answer late = claim(dana, session, handoff);
        assertThat(late.text("code")).isEqualTo("handoff_closed");
        assertThat(late.text("handoff_status")).isEqualTo("cancelled");
        Neighbours.SERVER.verify(
                putRequestedFor(
                        urlPathEqualTo(
                                "/internal/v1/ai-sessions/"
                                        + session
                                        + "/handoffs/"
                                        + handoff
                                        + "/cancel")));
    }

    @Test
    void a_claimed_hand_off_is_not_cancelled_under_its_claimer() {
        UUID handoff = escalated(ana, session);
        claim(dana, session, handoff);
        Answer late = post(ana, path(session, handoff, "cancel"), "{}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("code")).isEqualTo("already_claimed");
        assertThat(late.text("claimed_by_name")).isEqualTo("Dana Reyes");
    }

    @Test
    void an_l1_originator_reads_and_cancels_their_own_by_the_walk_id() {
        UUID walk = UUID.randomUUID();
        UUID handoff = walkEscalated(lee, walk);
        TestPerson other = TestPerson.l1(account, "Kim Sol");
        assertThat(get(lee, path(walk, handoff)).status()).isEqualTo(200);
        String history = "/api/v1/ai-sessions/" + walk + "/handoffs";
        assertThat(get(lee, history).json()).hasSize(1);
        // behind their last row there is nothing more, while others hear that there is nothing
        assertThat(get(lee, history + "?skip=1").json()).isEmpty();
        assertThat(get(other, history + "?skip=1").status()).isEqualTo(404);
        assertThat(get(lee, history + "?skip=10001").text("code")).isEqualTo("validation_failed");
        assertThat(get(other, path(walk, handoff)).status()).isEqualTo(404);
        assertThat(get(other, "/api/v1/ai-sessions/" + walk + "/handoffs").status()).isEqualTo(404);
        assertThat(post(other, path(walk, handoff, "cancel"), "{}").status()).isEqualTo(404);
        assertThat(post(lee, path(walk, handoff, "release"), "{}").text("code"))
                .isEqualTo("role_required");
        assertThat(post(lee, path(walk, handoff, "cancel"), "{}").status()).isEqualTo(200);
        Neighbours.SERVER.verify(
                putRequestedFor(
                        urlPathEqualTo(
                                "/internal/v1/l1/sessions/"
                                        + walk
                                        + "/handoffs/"
                                        + handoff
                                        + "/cancel")));
    }

    @Test
    void work_is_passed_on_to_a_named_colleague_KD_53() {
        UUID handoff = escalated(ana, session);
        get(dana, "/api/v1/ai-sessions/queue");
        get(eli, "/api/v1/ai-sessions/queue");
        String toDana = "{\"target_user_id\": \"" + dana.userId() + "\", \"priority\": \"urgent\"}";
        assertThat(post(dana, path(session, handoff, "reassign"), toDana).text("code"))
                .isEqualTo("not_allowed_to_reassign");
        Answer open = post(ana, path(session, handoff, "reassign"), toDana);
        assertThat(open.status()).isEqualTo(200);
        assertThat(open.text("target_user_name")).isEqualTo("Dana Reyes");
        assertThat(open.text("priority")).isEqualTo("urgent");
        assertThat(open.text("status")).isEqualTo("open");
        assertThat(
                        post(ana, path(session, handoff, "reassign"), toDana)
                                .json()
                                .path("claim_epoch")
                                .intValue())
                .isEqualTo(1);
        assertThat(published("handoff.reassigned", handoff)).isOne();
        assertThat(
                        post(ana, path(session, handoff, "reassign"), "{}")
                                .json()
                                .path("errors")
                                .get(0)
                                .path("field")
                                .stringValue())
                .isEqualTo("target_user_id");
        assertThat(
                        post(
                                        owner,
                                        path(session, handoff, "reassign"),
                                        "{\"target_user_id\": \"" + ana.userId() + "\"}")
                                .text("code"))
                .isEqualTo("target_is_originator");
        assertThat(
                        post(ana, path(session, handoff, "reassign"), "{\"target_user_id\": null}")
                                .json()
                                .path("target_user_id")
                                .isNull())
                .isTrue();

        claim(dana, session, handoff);
        Answer moved =
                post(
                        dana,
                        path(session, handoff, "reassign"),
                        "{\"target_user_id\": \"" + eli.userId() + "\"}");
        assertThat(moved.text("status")).isEqualTo("claimed");
        assertThat(moved.text("claimed_by_name")).isEqualTo("Eli Stone");
        assertThat(
                        post(eli, path(session, handoff, "reassign"), "{\"target_user_id\": null}")
                                .status())
                .isEqualTo(422);
        Neighbours.SERVER.verify(
                putRequestedFor(
                                urlPathEqualTo(
                                        "/internal/v1/ai-sessions/"
                                                + session
                                                + "/handoffs/"
                                                + handoff
                                                + "/reassign"))
                        .withRequestBody(
                                matchingJsonPath(
                                        "$.handler_id",
                                        WireMock.equalTo(eli.userId().toString()))));
        assertThat(claim(dana, session, handoff).text("claimed_by_name")).isEqualTo("Eli Stone");
    }

    @Test
    void reading_needs_a_part_in_the_work_KD_43() {
        UUID handoff = escalated(ana, session);
        String history = "/api/v1/ai-sessions/" + session + "/handoffs";
        assertThat(get(viewer, history).text("code")).isEqualTo("role_required");
        assertThat(get(eli, history).json()).hasSize(1);
        claim(dana, session, handoff);
        assertThat(get(eli, history).status()).isEqualTo(404);
        assertThat(get(eli, path(session, handoff)).withoutTrace())
                .isEqualTo(get(eli, path(session, UUID.randomUUID())).withoutTrace());
        Answer bare = get(owner, path(session, handoff));
        assertThat(bare.status()).isEqualTo(200);
        assertThat(bare.json().has("snapshot")).isFalse();
        assertThat(bare.json().path("engineer_notes").isNull()).isTrue();
        assertThat(
                        get(dana, history + "?include=snapshot")
                                .json()
                                .get(0)
                                .path("snapshot")
                                .path("title")
                                .isString())
                .isTrue();
        assertThat(get(dana, history).json().get(0).has("snapshot")).isFalse();
        assertThat(get(dana, history).json().get(0).path("handed_off_by_name").stringValue())
                .isEqualTo("Ana Ruiz");
        assertThat(get(dana, history + "?include=all").status()).isEqualTo(422);
    }

    @Test
    void a_page_of_the_history_is_filled_with_what_the_reader_may_see() {
        UUID worked = escalated(ana, session);
        claim(eli, session, worked);
        post(eli, path(session, worked, "release"), null);
        post(ana, path(session, worked, "cancel"), null);
        UUID takenBack = escalatedAgain(2);
        post(ana, path(session, takenBack, "cancel"), null);
        UUID later = escalatedAgain(3);
        claim(dana, session, later);
        String history = "/api/v1/ai-sessions/" + session + "/handoffs?limit=1";
        Answer page = get(eli, history);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().get(0).path("id").stringValue()).isEqualTo(worked.toString());
        assertThat(page.json()).hasSize(1);
        assertThat(get(dana, history).json().get(0).path("id").stringValue())
                .isEqualTo(later.toString());
        assertThat(get(owner, history.replace("=1", "=5")).json()).hasSize(3);
        assertThat(get(TestPerson.engineer(account, "Nora Fly"), history).status()).isEqualTo(404);
    }

    private UUID escalatedAgain(long seq) {
        UUID handoff = UUID.randomUUID();
        publish(
                "rf.session.events",
                "session.handoff_requested",
                session,
                seq,
                Events.sessionHandoff(handoff, session, ana, "escalate", "escalate", "normal"));
        awaitRow(handoff);
        return handoff;
    }

    @Test
    void a_readable_session_without_hand_offs_has_an_empty_history() {
        Neighbours.SERVER.stubFor(
                WireMock.get(urlPathEqualTo("/internal/v1/ai-sessions/" + session + "/access"))
                        .willReturn(
                                okJson(
                                        "{\"visible\": true, \"is_handler\": true, \"can_write\": true}")));
        assertThat(get(ana, "/api/v1/ai-sessions/" + session + "/handoffs").json()).isEmpty();
        assertThat(get(ana, "/api/v1/ai-sessions/" + UUID.randomUUID() + "/handoffs").status())
                .isEqualTo(404);
    }

    @Test
    void every_act_is_in_the_audit_log_for_owners() {
        UUID handoff = escalated(ana, session);
        claim(dana, session, handoff);
        claim(eli, session, handoff);
        Answer audit = get(owner, path(session, handoff, "audit"));
        assertThat(audit.json().valueStream().map(row -> row.path("action").stringValue()))
                .containsExactly("handoff.claim_lost", "handoff.claim", "handoff.create");
        assertThat(audit.json().get(1).path("actor_name").stringValue()).isEqualTo("Dana Reyes");
        assertThat(get(owner, path(session, handoff, "audit") + "?skip=2").json()).hasSize(1);
        assertThat(get(dana, path(session, handoff, "audit")).text("code"))
                .isEqualTo("role_required");
        assertThat(get(owner, path(UUID.randomUUID(), handoff, "audit")).status()).isEqualTo(404);
    }

    @Test
    void a_source_that_is_over_closes_its_hand_off() {
        UUID handoff = escalated(ana, session);
        publish(
                "rf.session.events",
                "session.resolved",
                session,
                2,
                "{\"session_id\": \"%s\"}".formatted(session));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get(ana, path(session, handoff)).text("closed_reason"))
                                .isEqualTo("resolved"));
        assertThat(published("handoff.closed", handoff)).isOne();
        assertThat(
                        count(
                                "select count(*) from stream_event where event_type = 'handoff_cancelled'"))
                .isOne();
    }

    @Test
    void the_end_of_a_continuation_session_closes_the_walks_hand_off() {
        UUID walk = UUID.randomUUID();
        UUID handoff = walkEscalated(lee, walk);
        UUID continuation = UUID.fromString(claim(dana, walk, handoff).text("session_id"));
        publish("rf.session.events", "session.started", continuation, 1, "{}");
        publish(
                "rf.session.events",
                "session.abandoned",
                continuation,
                2,
                "{\"session_id\": \"%s\"}".formatted(continuation));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get(lee, path(walk, handoff)).text("closed_reason"))
                                .isEqualTo("abandoned"));
        assertThat(get(lee, path(walk, handoff)).text("claimed_by_name")).isEqualTo("Dana Reyes");
    }

    @Test
    void resuming_closes_only_what_was_parked() {
        UUID parked = handedOn(ana, session, "park", "handoff", "normal");
        publish(
                "rf.session.events",
                "session.resumed",
                session,
                2,
                "{\"session_id\": \"%s\", \"withdrawn_handoff_id\": \"%s\"}"
                        .formatted(session, parked));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get(ana, path(session, parked)).text("closed_reason"))
                                .isEqualTo("resumed"));
    }

    @Test
    void the_card_follows_the_session_while_the_hand_off_is_live() {
        escalated(ana, session);
        publish(
                "rf.session.events",
                "session.updated",
                session,
                2,
                """
                {"session_id": "%s", "card": {"title": "Gateway certificate expired", "client_name": "Acme", "step_count": 7, "psa_ticket_id": "2001"}}
                """
                        .formatted(session));
        await().atMost(SOON)
                .untilAsserted(() -> {
                    var card = get(dana, "/api/v1/ai-sessions/queue").json().get(0);
                    assertThat(card.path("title").stringValue())
                            .isEqualTo("Gateway certificate expired");
                    assertThat(card.path("step_count").intValue()).isEqualTo(7);
                    assertThat(card.path("psa_ticket_id").stringValue()).isEqualTo("2001");
                });
    }
}

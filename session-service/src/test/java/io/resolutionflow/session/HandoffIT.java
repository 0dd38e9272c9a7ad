package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Handing over, claiming and back, by call and by event (contract-sessions §2, §10, §11). */
class HandoffIT extends RunningService {

    private Answer request(UUID session, UUID handoff, String intent, TestPerson who) {
        return internal(
                "handoff-service",
                "PUT",
                I + "/" + session + "/handoffs/" + handoff,
                """
                {"intent": "%s", "origin": "handoff", "reason": "needs the network team", "priority": "high", "actor_id": "%s", "actor_name": "%s"}
                """
                        .formatted(intent, who.userId(), who.name()));
    }

    @Test
    void an_escalation_is_seen_by_every_engineer_and_claimed_by_one() {
        UUID id = chat(dana);
        UUID handoff = escalate(dana, id);
        assertThat(detail(kim, id).path("relation").asString()).isEqualTo("colleague");
        assertThat(get(viewer, S + "/" + id).status()).isEqualTo(404);
        assertThat(get(stranger, S + "/" + id).status()).isEqualTo(404);

        Answer claimed = act("claim", id, handoff, 1, kim);

        assertThat(claimed.status()).as(claimed.body()).isEqualTo(200);
        assertThat(claimed.text("session_status")).isEqualTo("active");
        assertThat(claimed.text("previous_status")).isEqualTo("requesting_escalation");
        var detail = detail(kim, id);
        assertThat(detail.path("handler_name").asString()).isEqualTo("Kim Sato");
        assertThat(detail.path("owner_name").asString()).isEqualTo("Dana Reyes");
        assertThat(detail.path("open_handoff").isNull()).isTrue();
        assertThat(detail(dana, id).path("relation").asString()).isEqualTo("owner");
        assertThat(post(dana, S + "/" + id + "/pause", null).text("code"))
                .isEqualTo("not_session_handler");
        assertThat(events(id))
                .containsExactly(
                        "session.started", "session.handoff_requested", "session.claim_applied");
    }

    @Test
    void a_replayed_internal_write_gives_the_first_answer_whatever_the_status_is() {
        UUID id = chat(dana);
        UUID handoff = UUID.randomUUID();
        Answer first = request(id, handoff, "escalate", dana);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().path("replayed").asBoolean()).isFalse();
        assertThat(first.json().path("aggregate_seq").asInt()).isEqualTo(2);
        assertThat(first.json().path("snapshot").path("missing")).isNotEmpty();
        act("claim", id, handoff, 1, kim);

        Answer replay = request(id, handoff, "escalate", dana);
        assertThat(replay.status()).as(replay.body()).isEqualTo(200);
        assertThat(replay.json().path("replayed").asBoolean()).isTrue();
        assertThat(replay.text("session_status")).isEqualTo("requesting_escalation");
        Answer claim = act("claim", id, handoff, 1, kim);
        assertThat(claim.json().path("replayed").asBoolean()).isTrue();
        assertThat(request(id, handoff, "park", dana).text("code")).isEqualTo("handoff_id_reused");
        assertThat(events(id)).hasSize(3);
    }

    @Test
    void a_claim_against_a_resolve_one_wins_and_the_other_is_told() throws Exception {
        for (int round = 0; round < 5; round++) {
            UUID id = chat(dana);
            UUID handoff = escalate(dana, id);

            List<Answer> answers =
                    together(
                            List.of(
                                    () -> act("claim", id, handoff, 1, kim),
                                    () ->
                                            post(
                                                    dana,
                                                    S + "/" + id + "/resolve",
                                                    "{\"resolution_summary\": \"found it\"}")));

            Answer claim = answers.getFirst();
            Answer resolve = answers.getLast();
            if (claim.status() == 200) {
                assertThat(resolve.text("code")).isEqualTo("not_session_handler");
                assertThat(detail(kim, id).path("status").asString()).isEqualTo("active");
            } else {
                assertThat(resolve.status()).isEqualTo(200);
                assertThat(claim.text("code")).isEqualTo("session_finished");
                assertThat(claim.text("reason")).isEqualTo("resolved");
            }
            assertThat(events(id)).hasSize(3);
        }
    }

    @Test
    void an_older_epoch_changes_nothing_and_a_newer_claim_overtakes_a_release() {
        UUID id = chat(dana);
        UUID handoff = escalate(dana, id);
        act("claim", id, handoff, 1, kim);
        TestPerson eli = TestPerson.engineer(account, "Eli Stone");

        assertThat(act("claim", id, handoff, 3, eli).json().path("applied").asBoolean()).isTrue();
        Answer late = act("release", id, handoff, 2, dana);

        assertThat(late.status()).isEqualTo(200);
        assertThat(late.json().path("applied").asBoolean()).isFalse();
        assertThat(detail(eli, id).path("handler_name").asString()).isEqualTo("Eli Stone");
        assertThat(detail(kim, id).path("relation").asString()).isEqualTo("past_handler");
    }

    @Test
    void release_puts_it_back_and_cancel_takes_it_home() {
        UUID id = chat(dana);
        UUID handoff = escalate(dana, id);
        act("claim", id, handoff, 1, kim);
        assertThat(act("release", id, handoff, 2, dana).text("session_status"))
                .isEqualTo("requesting_escalation");
        assertThat(detail(dana, id).path("relation").asString()).isEqualTo("handler");

        Answer cancelled = act("cancel", id, handoff, 3, dana);

        assertThat(cancelled.text("session_status")).isEqualTo("active");
        assertThat(detail(dana, id).path("escalation_reason").isNull()).isTrue();
        assertThat(act("claim", id, handoff, 4, kim).text("reason")).isEqualTo("cancelled");
        assertThat(events(id))
                .containsExactly(
                        "session.started",
                        "session.handoff_requested",
                        "session.claim_applied",
                        "session.claim_released",
                        "session.handoff_withdrawn");
    }

    @Test
    void a_park_is_replaced_by_an_escalation_and_withdrawn_by_a_resume() {
        UUID id = chat(dana);
        UUID park = UUID.randomUUID();
        assertThat(request(id, park, "park", dana).text("session_status")).isEqualTo("paused");
        assertThat(request(id, UUID.randomUUID(), "park", dana).text("code"))
                .isEqualTo("handoff_open");
        UUID escalation = UUID.randomUUID();
        Answer replaced = request(id, escalation, "escalate", dana);
        assertThat(replaced.text("replaces_handoff_id")).isEqualTo(park.toString());
        assertThat(act("claim", id, park, 1, kim).text("reason")).isEqualTo("superseded");

        UUID other = chat(dana);
        UUID second = UUID.randomUUID();
        request(other, second, "park", dana);
        post(dana, S + "/" + other + "/resume", null);
        assertThat(payload(other, "session.resumed")).contains(second.toString());
        assertThat(act("claim", other, second, 1, kim).text("reason")).isEqualTo("resumed");
    }

    @Test
    void nobody_claims_their_own_and_nobody_targets_themselves() {
        UUID id = chat(dana);
        Answer self =
                post(
                        dana,
                        S + "/" + id + "/escalate",
                        "{\"escalation_reason\": \"x\", \"target_user_id\": \""
                                + dana.userId()
                                + "\"}");
        assertThat(self.text("code")).isEqualTo("target_is_self");
        Answer unknown =
                post(
                        dana,
                        S + "/" + id + "/escalate",
                        "{\"escalation_reason\": \"x\", \"target_user_id\": \""
                                + UUID.randomUUID()
                                + "\"}");
        assertThat(unknown.text("code")).isEqualTo("target_not_eligible");
        UUID handoff = escalate(dana, id);
        assertThat(act("claim", id, handoff, 1, dana).text("code")).isEqualTo("own_handoff");
        assertThat(
                        post(dana, S + "/" + id + "/escalate", "{\"escalation_reason\": \"again\"}")
                                .text("handoff_id"))
                .isEqualTo(handoff.toString());
    }

    @Test
    void only_the_named_service_may_ask_and_a_wrong_account_finds_nothing() {
        UUID id = chat(dana);
        UUID handoff = escalate(dana, id);
        Answer other =
                internal(
                        "psa-writeback-service",
                        "PUT",
                        I + "/" + id + "/handoffs/" + handoff + "/claim",
                        "{\"claim_epoch\": 1, \"actor_id\": \""
                                + kim.userId()
                                + "\", \"actor_name\": \"x\"}");
        assertThat(other.text("code")).isEqualTo("client_not_allowed");
        assertThat(act("claim", UUID.randomUUID(), handoff, 1, kim).status()).isEqualTo(404);
        assertThat(get(stranger, I + "/" + id + "/access").status()).isEqualTo(404);
        assertThat(get(kim, I + "/" + id + "/access").json().path("visible").asBoolean()).isTrue();
        UUID hidden = chat(dana);
        Answer access = get(kim, I + "/" + hidden + "/access");
        assertThat(access.json().path("visible").asBoolean(true)).isFalse();
        assertThat(access.json().path("handler_id").isNull()).isTrue();
    }

    @Test
    void the_events_are_the_net_under_the_calls() {
        UUID id = chat(dana);
        UUID handoff = escalate(dana, id);

        publish(
                "rf.handoff.events",
                "handoff.claimed",
                handoff,
                1,
                event(handoff, id, "claimed", 1, kim));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(detail(kim, id).path("status").asString()).isEqualTo("active"));
        assertThat(act("claim", id, handoff, 1, kim).json().path("replayed").asBoolean()).isTrue();

        publish(
                "rf.handoff.events",
                "handoff.released",
                handoff,
                2,
                event(handoff, id, "open", 2, null));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(detail(dana, id).path("status").asString())
                                .isEqualTo("requesting_escalation"));
        assertThat(events(id).stream().filter("session.claim_applied"::equals)).hasSize(1);
    }

    private static String event(
            UUID handoff,
            UUID session,
            String status,
            int epoch,
            @org.jspecify.annotations.Nullable TestPerson handler) {
        return """
        {"handoff_id": "%s", "source_kind": "ai_session", "source_id": "%s", "session_id": "%s", "walk_id": null, "intent": "escalate",
         "origin": "escalate", "status": "%s", "priority": "normal", "actor_id": "%s", "actor_name": "Someone", "acting_as": null,
         "handed_off_by": "%s", "handed_off_by_name": "Dana Reyes", "claim_epoch": %d, "version": 2, "stream_seq": 7,
         "handler_id": %s, "handler_name": %s, "occurred_at": "2026-11-20T14:03:09Z"}
        """
                .formatted(
                        handoff,
                        session,
                        session,
                        status,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        epoch,
                        handler == null ? null : "\"" + handler.userId() + "\"",
                        handler == null ? null : "\"" + handler.name() + "\"");
    }
}

package io.resolutionflow.session;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A claimed L1 walk goes on in a session (contract-sessions §10). */
class ContinueWalkIT extends RunningService {

    private static final String SNAPSHOT =
            """
            {"problem_text": "vpn says connected but she can't open the shared drive", "category": "remote-access", "session_kind": "flow",
             "flow_id": null, "flow_name": "VPN", "walked_path": [
              {"step_id": "0199c1c0-0000-7000-8000-000000000001", "node_id": "n1", "node_type": "question", "question": "Does it ping?", "answer": "no",
               "answer_label": "No", "l1_note": "twice", "actor_name": "Lee Park", "answered_at": "2026-11-20T14:00:00Z"},
              {"step_id": "0199c1c0-0000-7000-8000-000000000002", "node_id": "n2", "node_type": "action", "question": "Reconnect", "answer": "did_not_work",
               "answer_label": "Did not work", "l1_note": null, "actor_name": "Lee Park", "answered_at": "2026-11-20T14:01:00Z"}],
             "walk_notes": [{"text": "Caller is at home"}], "customer_name": "Initrode", "customer_contact": "Ann", "ticket_kind": "internal"}
            """;

    private final UUID walk = UUID.randomUUID();
    private final UUID handoff = UUID.randomUUID();

    private Answer open(UUID continuation, int epoch, TestPerson handler) {
        return internal(
                "handoff-service",
                "PUT",
                I + "/" + continuation + "/from-handoff/" + handoff,
                """
                {"walk_id": "%s", "snapshot": %s, "handler_id": "%s", "handler_name": "%s", "claim_epoch": %d, "handed_off_by": "%s",
                 "handed_off_by_name": "Lee Park", "psa_connection_id": "%s", "psa_ticket_id": "1042", "internal_ticket_id": null}
                """
                        .formatted(
                                walk,
                                SNAPSHOT,
                                handler.userId(),
                                handler.name(),
                                epoch,
                                lee.userId(),
                                Neighbours.CONNECTION));
    }

    @Test
    void the_session_carries_what_the_walk_found_out_without_a_model() {
        Neighbours.SERVER.stubFor(
                WireMock.get(urlPathEqualTo("/internal/v1/l1/sessions/" + walk + "/bundle"))
                        .willReturn(
                                okJson(
                                        """
                                        {"walk_id": "%s", "snapshot": %s, "continuation": {"problem_summary": "Shared drive not reachable over VPN", "problem_domain": "remote-access",
                                         "client_name": "Initrode", "facts": [{"text": "Does it ping? No", "source_type": "walk", "source_ref": "0199c1c0-0000-7000-8000-000000000001"}],
                                         "tried": [], "open_node": "Does the drive open by address?", "matched_flow_id": null, "match_score": 0.8}}
                                        """
                                                .formatted(walk, SNAPSHOT))));
        UUID continuation = UUID.randomUUID();

        Answer opened = open(continuation, 1, kim);

        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        assertThat(opened.text("session_id")).isEqualTo(continuation.toString());
        assertThat(opened.text("session_status")).isEqualTo("active");
        var detail = detail(kim, continuation);
        assertThat(detail.path("owner_name").asString()).isEqualTo("Kim Sato");
        assertThat(detail.path("origin").asString()).isEqualTo("l1_walk");
        assertThat(detail.path("title").asString())
                .isEqualTo("Shared drive not reachable over VPN");
        assertThat(detail.path("psa_ticket_id").asString()).isEqualTo("1042");
        assertThat(detail.path("steps")).hasSize(3);
        assertThat(
                        detail.path("steps")
                                .get(0)
                                .path("response")
                                .path("responded_by_name")
                                .asString())
                .isEqualTo("Lee Park");
        assertThat(
                        detail.path("pending_task_lane")
                                .path("questions")
                                .get(0)
                                .path("text")
                                .asString())
                .isEqualTo("Does the drive open by address?");
        assertThat(
                        get(kim, S + "/" + continuation + "/facts")
                                .json()
                                .get(0)
                                .path("source_type")
                                .asString())
                .isEqualTo("walk");
        assertThat(payload(continuation, "session.started"))
                .contains(walk.toString(), handoff.toString());
        assertThat(Neighbours.asked(continuation)).isEmpty();
        assertThat(get(lee, S + "/" + continuation).status()).isEqualTo(404);
    }

    @Test
    void without_the_bundle_the_snapshot_serves_and_the_first_id_wins() {
        UUID first = UUID.randomUUID();
        assertThat(open(first, 1, kim).json().path("replayed").asBoolean()).isFalse();

        Answer again = open(UUID.randomUUID(), 1, kim);

        assertThat(again.text("session_id")).isEqualTo(first.toString());
        assertThat(again.json().path("replayed").asBoolean()).isTrue();
        assertThat(get(kim, S + "/" + first + "/facts").json()).hasSize(2);
        assertThat(events(first)).containsExactly("session.started");
    }

    @Test
    void at_once_from_several_sides_it_is_one_session() throws Exception {
        List<Callable<Answer>> calls =
                IntStream.range(0, 4)
                        .<Callable<Answer>>mapToObj(i -> () -> open(UUID.randomUUID(), 1, kim))
                        .toList();

        List<Answer> answers = together(calls);

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(answer -> answer.text("session_id")).distinct()).hasSize(1);
        assertThat(count("select count(*) from ai_session where source_handoff_id = ?", handoff))
                .isOne();
    }

    @Test
    void release_and_another_claim_keep_the_session() {
        UUID session = UUID.randomUUID();
        open(session, 1, kim);
        Answer released = act("release", session, handoff, 2, lee);
        assertThat(released.text("session_status")).isEqualTo("requesting_escalation");
        assertThat(released.text("handler_id"))
                .as("until the next claim")
                .isEqualTo(kim.userId().toString());

        Answer reclaimed = open(UUID.randomUUID(), 3, dana);

        assertThat(reclaimed.text("session_id")).isEqualTo(session.toString());
        assertThat(reclaimed.text("session_status")).isEqualTo("active");
        assertThat(detail(dana, session).path("handler_name").asString()).isEqualTo("Dana Reyes");
        post(dana, S + "/" + session + "/resolve", "{\"resolution_summary\": \"done\"}");
        assertThat(open(session, 4, kim).text("code")).isEqualTo("session_finished");
    }

    @Test
    void cancelling_the_walks_handoff_abandons_its_session() {
        UUID session = UUID.randomUUID();
        open(session, 1, kim);
        act("release", session, handoff, 2, lee);

        assertThat(act("cancel", session, handoff, 3, lee).text("session_status"))
                .isEqualTo("abandoned");
        assertThat(events(session)).contains("session.abandoned");
    }

    @Test
    void the_event_alone_opens_it_too() {
        UUID session = UUID.randomUUID();
        Neighbours.SERVER.stubFor(
                WireMock.get(urlPathEqualTo("/internal/v1/handoffs/" + handoff))
                        .willReturn(
                                okJson(
                                        "{\"id\": \"%s\", \"snapshot\": %s, \"psa_connection_id\": null, \"psa_ticket_id\": null, \"internal_ticket_id\": \"%s\"}"
                                                .formatted(handoff, SNAPSHOT, UUID.randomUUID()))));

        publish(
                "rf.handoff.events",
                "handoff.claimed",
                handoff,
                1,
                """
                {"handoff_id": "%s", "source_kind": "l1_walk", "source_id": "%s", "session_id": "%s", "walk_id": "%s", "claim_epoch": 1,
                 "handler_id": "%s", "handler_name": "Kim Sato", "actor_id": "%s", "actor_name": "Kim Sato", "handed_off_by": "%s",
                 "handed_off_by_name": "Lee Park"}
                """
                        .formatted(
                                handoff,
                                walk,
                                session,
                                walk,
                                kim.userId(),
                                kim.userId(),
                                lee.userId()));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(kim, S + "/" + session).status()).isEqualTo(200));
        assertThat(detail(kim, session).path("client_name").asString()).isEqualTo("Initrode");
        assertThat(open(UUID.randomUUID(), 1, kim).text("session_id"))
                .isEqualTo(session.toString());
    }
}

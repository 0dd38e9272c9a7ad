package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Notes and packages that were posted (contract-sessions §10, contract-psa §7). */
class WritebackIT extends RunningService {

    private static final String PSA = "psa-writeback-service";

    private final UUID writeback = UUID.randomUUID();

    private String path(UUID session, String kind) {
        return I + "/" + session + "/writebacks/" + writeback + "/" + kind;
    }

    private static String actor(TestPerson who) {
        return "\"actor_id\": \"%s\", \"actor_name\": \"%s\"".formatted(who.userId(), who.name());
    }

    private Answer close(UUID session, TestPerson who) {
        return internal(
                PSA,
                "PUT",
                path(session, "resolution"),
                """
                {"markdown": "## Problem\\nOutlook does not sync.", "resolution_summary": "Outlook does not sync.", "external_id": "88121",
                 "posted_at": "2026-11-20T14:03:05Z", "verified_status_id": "16", "verified_status_name": "Completed", %s}
                """
                        .formatted(actor(who)));
    }

    private Answer post(UUID session, UUID handoff, TestPerson who) {
        return internal(
                PSA,
                "PUT",
                path(session, "escalation"),
                """
                {"markdown": "## Problem\\nIt is worse.", "escalation_reason": "It is worse.", "handoff_id": "%s", "external_id": "88122",
                 "posted_at": "2026-11-20T14:03:05Z", %s}
                """
                        .formatted(handoff, actor(who)));
    }

    @Test
    void kd_35_a_posted_note_does_all_that_a_resolve_does_once() {
        UUID id = chat(dana);
        UUID handoff = escalate(dana, id);

        Answer closed = close(id, dana);

        assertThat(closed.status()).as(closed.body()).isEqualTo(200);
        assertThat(closed.text("closed_handoff_id")).isEqualTo(handoff.toString());
        assertThat(closed.json().path("replayed").asBoolean()).isFalse();
        assertThat(close(id, dana).json().path("replayed").asBoolean()).isTrue();
        var detail = detail(dana, id);
        assertThat(detail.path("status").asString()).isEqualTo("resolved");
        assertThat(detail.path("psa_push_status").asString()).isEqualTo("sent");
        assertThat(detail.path("escalation_reason").isNull()).as("KD-34").isTrue();
        assertThat(get(dana, S + "/" + id + "/resolution-outputs").json()).hasSize(3);
        assertThat(payload(id, "session.resolved"))
                .contains("\"origin\":\"note_post\"", writeback.toString());
        assertThat(events(id).stream().filter("session.resolved"::equals)).hasSize(1);
    }

    @Test
    void kd_32_blank_texts_are_422() {
        UUID id = chat(dana);

        Answer blank =
                internal(
                        PSA,
                        "PUT",
                        path(id, "resolution"),
                        "{\"markdown\": \"   \", \"resolution_summary\": \"x\", "
                                + actor(dana)
                                + "}");

        assertThat(blank.status()).isEqualTo(422);
        assertThat(blank.json().path("errors").get(0).path("code").asString()).isEqualTo("blank");
    }

    @Test
    void whoever_was_overtaken_is_told_by_whom() {
        UUID id = chat(dana);
        UUID handoff = escalate(dana, id);
        act("claim", id, handoff, 1, kim);

        Answer overtaken = close(id, dana);
        assertThat(overtaken.text("code")).isEqualTo("session_taken_over");
        assertThat(overtaken.text("handler_name")).isEqualTo("Kim Sato");
        post(kim, S + "/" + id + "/abandon", null);
        assertThat(close(id, kim).text("code")).isEqualTo("session_not_postable");
    }

    @Test
    void kd_33_a_package_is_an_escalation_like_any_other_and_joins_one_that_waits() {
        UUID fresh = chat(dana);
        UUID minted = UUID.randomUUID();
        Answer posted = post(fresh, minted, dana);
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        assertThat(posted.text("session_status")).isEqualTo("escalated");
        assertThat(posted.json().path("joined").asBoolean()).isFalse();
        assertThat(post(fresh, minted, dana).json().path("replayed").asBoolean()).isTrue();
        assertThat(events(fresh)).containsExactly("session.started", "session.handoff_requested");
        assertThat(get(kim, S + "/escalation-queue").json()).hasSize(1);
    }

    @Test
    void a_join_keeps_the_open_handoff_and_asks_for_no_second() {
        UUID id = chat(dana);
        UUID open = escalate(dana, id);

        Answer joined = post(id, UUID.randomUUID(), dana);

        assertThat(joined.text("handoff_id")).isEqualTo(open.toString());
        assertThat(joined.json().path("joined").asBoolean()).isTrue();
        assertThat(post(id, UUID.randomUUID(), dana).json().path("replayed").asBoolean()).isTrue();
        assertThat(events(id))
                .containsExactly(
                        "session.started", "session.handoff_requested", "session.package_attached");
        assertThat(act("claim", id, open, 1, kim).status()).isEqualTo(200);
        assertThat(act("release", id, open, 2, kim).text("session_status")).isEqualTo("escalated");
    }

    @Test
    void kd_34_a_package_from_resolved_forgets_the_resolution_and_the_outputs_are_stale() {
        UUID id = chat(dana);
        post(dana, S + "/" + id + "/resolve", "{\"resolution_summary\": \"done\"}");

        assertThat(post(id, UUID.randomUUID(), dana).text("previous_status")).isEqualTo("resolved");

        var detail = detail(dana, id);
        assertThat(detail.path("resolved_at").isNull()).isTrue();
        assertThat(detail.path("resolution_summary").isNull()).isTrue();
        assertThat(get(dana, S + "/" + id + "/resolution-outputs").json())
                .allMatch(output -> output.path("state").asString().equals("stale"));
    }

    @Test
    void kd_30_a_sent_note_is_never_forgotten_by_a_later_failure() {
        UUID id = chat(dana);
        String sent =
                "{\"kind\": \"resolution_note\", \"state\": \"sent\", \"external_id\": \"7\", \"occurred_at\": \"2026-11-20T14:03:05Z\"}";
        String failed =
                "{\"kind\": \"resolution_note\", \"state\": \"failed\", \"message\": \"Ticket is closed\", \"occurred_at\": \"2026-11-20T14:03:06Z\"}";
        assertThat(internal(PSA, "PUT", path(id, "result"), sent).status()).isEqualTo(204);
        long version = detail(dana, id).path("state_version").asLong();

        assertThat(internal(PSA, "PUT", path(id, "result"), failed).status()).isEqualTo(204);
        assertThat(internal(PSA, "PUT", path(id, "result"), sent).status()).isEqualTo(204);

        var detail = detail(dana, id);
        assertThat(detail.path("psa_push_status").asString()).isEqualTo("sent");
        assertThat(detail.path("status").asString()).isEqualTo("active");
        assertThat(detail.path("state_version").asLong()).isEqualTo(version);
    }

    @Test
    void
            kd_30_a_note_that_is_in_the_ticket_binds_the_session_to_it_even_if_the_status_change_failed() {
        UUID id = chat(dana);
        post(dana, S + "/" + id + "/link-ticket", "{\"psa_ticket_id\": \"1042\"}");
        internal(
                PSA,
                "PUT",
                path(id, "result"),
                "{\"kind\": \"resolution_note\", \"state\": \"failed\", \"external_id\": \"7\", \"message\": \"Status not confirmed\"}");

        Answer elsewhere = post(dana, S + "/" + id + "/link-ticket", "{\"psa_ticket_id\": \"7\"}");

        assertThat(elsewhere.text("code")).isEqualTo("ticket_already_posted");
        assertThat(detail(dana, id).path("psa_push_status").asString()).isEqualTo("failed");
        assertThat(
                        internal(PSA, "GET", I + "/" + id + "/writeback-context", null)
                                .json()
                                .path("resolution_note")
                                .path("external_id")
                                .asString())
                .isEqualTo("7");
    }

    @Test
    void results_come_by_event_too() {
        UUID id = chat(dana);

        publish(
                "rf.psa.events",
                "psa.writeback_failed",
                writeback,
                1,
                """
                {"writeback_id": "%s", "kind": "resolution_note", "origin": "auto", "session_id": "%s", "walk_id": null, "state": "needs_person",
                 "message": "The ticket is closed.", "occurred_at": "2026-11-20T14:03:05Z"}
                """
                        .formatted(writeback, id));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(detail(dana, id).path("psa_push_error").asString())
                                .isEqualTo("The ticket is closed."));
    }

    @Test
    void answers_tell_of_the_push_that_begins_by_itself() {
        UUID before = withTicket();
        assertThat(resolved(before).path("psa_push_status").isNull()).isTrue();
        switched(1, "{\"psa.auto_push_on_resolve\": true, \"psa.boards\": {}}");
        await().atMost(SOON).untilAsserted(() -> assertThat(on("on_resolve")).isOne());

        UUID id = withTicket();
        assertThat(escalated(id).path("psa_push_status").isNull()).isTrue();
        var resolved = resolved(id);
        assertThat(resolved.path("psa_push_status").asString()).isEqualTo("pending_retry");
        assertThat(resolved.path("psa_push_error").isNull()).isTrue();
        // the row waits for what psa-writeback-service says
        assertThat(detail(dana, id).path("psa_push_status").isNull()).isTrue();
        assertThat(resolved(chat(dana)).path("psa_push_status").isNull()).isTrue();

        switched(2, "{\"psa.auto_push_on_resolve\": false, \"psa.auto_push_on_escalate\": true}");
        await().atMost(SOON).untilAsserted(() -> assertThat(on("on_escalate")).isOne());

        UUID last = withTicket();
        assertThat(escalated(last).path("psa_push_status").asString()).isEqualTo("pending_retry");
        assertThat(resolved(last).path("psa_push_status").isNull()).isTrue();
    }

    private UUID withTicket() {
        UUID id = chat(dana);
        Answer linked = post(dana, S + "/" + id + "/link-ticket", "{\"psa_ticket_id\": \"1042\"}");
        assertThat(linked.status()).as(linked.body()).isEqualTo(200);
        return id;
    }

    private JsonNode resolved(UUID id) {
        return post(dana, S + "/" + id + "/resolve", "{\"resolution_summary\": \"Done.\"}").json();
    }

    private JsonNode escalated(UUID id) {
        return post(dana, S + "/" + id + "/escalate", "{\"escalation_reason\": \"Stuck.\"}").json();
    }

    private void switched(long seq, String changed) {
        publish(
                "rf.psa.events",
                "psa.preferences_changed",
                account,
                seq,
                """
                {"changed": %s, "actor_id": "%s", "actor_name": "Olivia Grant", "acting_as": null, "occurred_at": "2026-11-20T14:03:05Z"}
                """
                        .formatted(changed, UUID.randomUUID()));
    }

    private long on(String flag) {
        return count("select count(*) from push_preference where " + flag);
    }

    @Test
    void the_context_is_versioned_masked_and_only_for_the_handlers_eyes_or_the_service() {
        UUID id = chat(dana);
        post(dana, S + "/" + id + "/facts", "{\"text\": \"password: Hunter2 was wrong\"}");

        Answer context = internal(PSA, "GET", I + "/" + id + "/writeback-context", null);

        assertThat(context.status()).as(context.body()).isEqualTo(200);
        assertThat(context.header("ETag")).isEqualTo("\"2\"");
        assertThat(context.json().path("state_version").asInt()).isEqualTo(2);
        assertThat(context.body()).doesNotContain("Hunter2");
        assertThat(
                        get(dana, I + "/" + id + "/writeback-context")
                                .json()
                                .path("is_handler")
                                .asBoolean())
                .isTrue();
        assertThat(get(kim, I + "/" + id + "/writeback-context").status()).isEqualTo(404);
        assertThat(
                        call(
                                        "GET",
                                        request(dana, I + "/" + id + "/writeback-context")
                                                .header("If-None-Match", "\"2\""),
                                        null)
                                .status())
                .isEqualTo(304);
        assertThat(
                        internal(
                                        "handoff-service",
                                        "GET",
                                        I + "/" + id + "/bundle?purpose=gossip",
                                        null)
                                .status())
                .isEqualTo(422);
        assertThat(
                        internal(
                                        "handoff-service",
                                        "GET",
                                        I + "/" + id + "/bundle?purpose=assessment",
                                        null)
                                .status())
                .isEqualTo(200);
    }
}

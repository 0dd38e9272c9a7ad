package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beginning, reading, ending (contract-sessions §4.1–§4.3). */
class SessionIT extends RunningService {

    private static final String VALIDATE = "/internal/v1/psa/ticket-links/validate";

    @Test
    void a_chat_begins_active_with_one_event_and_a_title_from_what_was_told() {
        Answer created =
                post(
                        dana,
                        S,
                        """
                        {"session_type": "chat", "intake_content": {"text": "Outlook asks for the password again and again on PC-114, since the update last night",
                         "client_name": "Initrode"}}
                        """);

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        UUID id = UUID.fromString(created.text("session_id"));
        assertThat(created.header("Location")).isEqualTo(S + "/" + id);
        assertThat(created.text("title")).hasSizeLessThanOrEqualTo(60).startsWith("Outlook asks");
        assertThat(created.json().path("state_version").asInt()).isEqualTo(1);
        assertThat(created.json().has("first_step")).isTrue();
        assertThat(events(id)).containsExactly("session.started");
        var detail = detail(dana, id);
        assertThat(detail.path("relation").asString()).isEqualTo("handler");
        assertThat(detail.path("can_write").asBoolean()).isTrue();
        assertThat(detail.path("client_name").asString()).isEqualTo("Initrode");
        assertThat(detail.path("pending_task_lane").path("version").asInt()).isZero();
        assertThat(detail.path("conversation_messages").isArray()).isTrue();
        assertThat(detail.path("created_at").asString())
                .as("time as it is read later")
                .isEqualTo(created.text("created_at"));
    }

    @Test
    void kd_8_ticket_and_intake_type_are_honoured_for_a_chat() {
        Answer created =
                post(
                        dana,
                        S,
                        "{\"session_type\": \"chat\", \"intake_type\": \"psa_ticket\", \"psa_ticket_id\": \"1042\"}");

        var detail = detail(dana, UUID.fromString(created.text("session_id")));
        assertThat(detail.path("intake_type").asString()).isEqualTo("psa_ticket");
        assertThat(detail.path("psa_connection_id").asString())
                .isEqualTo(Neighbours.CONNECTION.toString());
        assertThat(detail.path("ticket_data").path("summary").asString()).isEqualTo("VPN");
        assertThat(detail.path("ticket_fetch_status").asString()).isEqualTo("ok");
        assertThat(detail.path("client_name").asString()).isEqualTo("Initrode");
    }

    @Test
    void the_ticketing_system_being_away_does_not_stop_a_start_but_an_unknown_ticket_does() {
        Neighbours.SERVER.stubFor(
                Neighbours.posted(VALIDATE)
                        .willReturn(Neighbours.problem(502, "psa_unreachable", "No answer.")));
        Answer created = post(dana, S, "{\"session_type\": \"chat\", \"psa_ticket_id\": \"1042\"}");
        assertThat(
                        detail(dana, UUID.fromString(created.text("session_id")))
                                .path("ticket_fetch_status")
                                .asString())
                .isEqualTo("unverified");

        Neighbours.SERVER.stubFor(
                Neighbours.posted(VALIDATE)
                        .willReturn(
                                Neighbours.problem(
                                        404, "psa_ticket_not_found", "No such ticket.")));
        Answer unknown = post(dana, S, "{\"session_type\": \"chat\", \"psa_ticket_id\": \"9\"}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("code")).isEqualTo("psa_ticket_not_found");
    }

    @Test
    void the_same_key_gives_the_same_session() {
        String key = UUID.randomUUID().toString();
        Answer first = post(dana, S, "{\"session_type\": \"chat\"}", key);
        Answer second = post(dana, S, "{\"session_type\": \"chat\"}", key);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(count("select count(*) from ai_session where account_id = ?", account)).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"session_type\":\"video\"}|session_type",
                "{\"session_type\":\"chat\",\"intake_type\":\"fax\"}|intake_type",
                "{\"session_type\":\"chat\",\"psa_connection_id\":\"x\"}|psa_connection_id",
                "{\"session_type\":\"chat\",\"title\":7}|title"
            })
    void what_cannot_be_is_422_and_names_the_field(String body, String field) {
        Answer refused = post(dana, S, body);

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("validation_failed");
        assertThat(refused.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void a_wrong_role_is_403_before_anything_is_looked_up() {
        for (String path : List.of("/pause", "/chat", "/resolve", "/suggested-fixes/active")) {
            boolean read = path.endsWith("active");
            String address = S + "/" + UUID.randomUUID() + path;
            Answer refused = read ? get(viewer, address) : post(viewer, address, "{oops");
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.text("code")).isEqualTo("role_required");
        }
        assertThat(post(lee, S, "{\"session_type\": \"chat\"}").text("code"))
                .isEqualTo("role_required");
    }

    @Test
    void kd_10_another_users_private_session_is_byte_equal_to_an_absent_one() {
        UUID mine = chat(dana);
        for (String path :
                List.of(
                        "",
                        "/messages",
                        "/facts",
                        "/suggested-fixes",
                        "/documentation",
                        "/resolution-outputs")) {
            Answer hidden = get(kim, S + "/" + mine + path);
            Answer absent = get(kim, S + "/" + UUID.randomUUID() + path);
            assertThat(hidden.status()).as(path).isEqualTo(404);
            assertThat(hidden.withoutTrace()).isEqualTo(absent.withoutTrace());
            assertThat(get(stranger, S + "/" + mine + path).withoutTrace())
                    .isEqualTo(absent.withoutTrace());
        }
        for (String verb :
                List.of(
                        "pause",
                        "resume",
                        "abandon",
                        "escalate",
                        "resolve",
                        "rate",
                        "link-ticket",
                        "chat")) {
            String body =
                    "{\"escalation_reason\":\"x\",\"resolution_summary\":\"x\",\"rating\":3,\"psa_ticket_id\":\"1\",\"message\":\"x\"}";
            Answer hidden = post(kim, S + "/" + mine + "/" + verb, body);
            Answer absent = post(kim, S + "/" + UUID.randomUUID() + "/" + verb, body);
            assertThat(hidden.status()).as(verb + hidden.body()).isEqualTo(404);
            assertThat(hidden.withoutTrace()).isEqualTo(absent.withoutTrace());
        }
        assertThat(delete(kim, S + "/" + mine).status()).isEqualTo(404);
    }

    @Test
    void a_reader_without_the_right_is_told_who_works_it_and_the_refusal_is_audited() {
        UUID id = chat(dana);
        escalate(dana, id);

        Answer refused =
                post(kim, S + "/" + id + "/resolve", "{\"resolution_summary\": \"I know better\"}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("not_session_handler");
        assertThat(refused.text("handler_name")).isEqualTo("Dana Reyes");
        assertThat(
                        count(
                                "select count(*) from audit_log where action = 'session.refused' and resource_id = ?",
                                id.toString()))
                .isOne();
        assertThat(get(kim, S + "/" + id + "/documentation").text("code"))
                .isEqualTo("owner_or_handler_only");
    }

    @Test
    void pause_and_resume_are_no_ops_when_they_hold_already_and_the_version_rises_by_one() {
        UUID id = chat(dana);

        assertThat(post(dana, S + "/" + id + "/pause", null).status()).isEqualTo(204);
        assertThat(post(dana, S + "/" + id + "/pause", null).status()).isEqualTo(204);
        assertThat(detail(dana, id).path("state_version").asInt()).isEqualTo(2);
        assertThat(post(dana, S + "/" + id + "/resume", null).status()).isEqualTo(204);
        assertThat(post(dana, S + "/" + id + "/resume", null).status()).isEqualTo(204);

        assertThat(events(id))
                .containsExactly("session.started", "session.paused", "session.resumed");
        assertThat(detail(dana, id).path("state_version").asInt()).isEqualTo(3);
    }

    @Test
    void resolving_writes_three_outputs_which_a_job_makes_ready() {
        UUID id = chat(dana);
        Answer resolved =
                post(
                        dana,
                        S + "/" + id + "/resolve",
                        "{\"resolution_summary\": \"Stale credentials removed.\", \"steps_taken\": [\"cmdkey /list\"]}");

        assertThat(resolved.status()).as(resolved.body()).isEqualTo(200);
        assertThat(resolved.json().path("outputs")).hasSize(3);
        assertThat(resolved.json().path("outputs").get(0).path("state").asString())
                .isEqualTo("pending");
        Neighbours.model("{\"title\": \"Outlook\", \"content_markdown\": \"# Done\"}");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get(dana, S + "/" + id + "/resolution-outputs").json())
                                .allMatch(
                                        output -> output.path("state").asString().equals("ready")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(id)).contains("session.outputs_ready"));
        assertThat(
                        post(dana, S + "/" + id + "/resolve", "{\"resolution_summary\": \"again\"}")
                                .text("code"))
                .isEqualTo("invalid_session_status");
    }

    @Test
    void a_blank_summary_is_422() {
        UUID id = chat(dana);

        Answer refused = post(dana, S + "/" + id + "/resolve", "{\"resolution_summary\": \"   \"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("code").asString()).isEqualTo("blank");
    }

    @Test
    void kd_18_only_the_owner_deletes_and_only_what_nobody_else_worked_on() {
        UUID mine = chat(dana);
        assertThat(delete(dana, S + "/" + mine).status()).isEqualTo(204);
        assertThat(get(dana, S + "/" + mine).status()).isEqualTo(404);
        assertThat(get(dana, S).json()).isEmpty();

        UUID shared = chat(dana);
        UUID handoff = escalate(dana, shared);
        assertThat(delete(dana, S + "/" + shared).text("code"))
                .isEqualTo("session_was_handed_over");
        assertThat(delete(kim, S + "/" + shared).text("code")).isEqualTo("owner_only");
        act("claim", shared, handoff, 1, kim);
        assertThat(delete(dana, S + "/" + shared).text("code"))
                .isEqualTo("session_was_handed_over");
    }

    @Test
    void rating_waits_for_the_end_of_the_work() {
        UUID id = chat(dana);
        assertThat(post(dana, S + "/" + id + "/rate", "{\"rating\": 5}").text("code"))
                .isEqualTo("invalid_session_status");
        for (String rating : new String[] {"0", "6", "4.5", "\"5\""}) {
            Answer refused = post(dana, S + "/" + id + "/rate", "{\"rating\": " + rating + "}");
            assertThat(refused.status()).as(rating + refused.body()).isEqualTo(422);
        }
        post(dana, S + "/" + id + "/abandon", "{\"reason\": \"duplicate\"}");

        assertThat(post(dana, S + "/" + id + "/rate", "{\"rating\": 4}").status()).isEqualTo(204);
        assertThat(detail(dana, id).path("session_rating").asInt()).isEqualTo(4);
        assertThat(events(id))
                .containsExactly("session.started", "session.abandoned", "session.rated");
    }

    @Test
    void the_list_holds_what_one_owns_or_handles_newest_first_with_bound_cursors() {
        UUID first = chat(dana);
        UUID second = chat(dana);
        chat(kim);

        Answer page = get(dana, S + "?limit=1");
        assertThat(page.json()).hasSize(1);
        assertThat(page.json().get(0).path("id").asString()).isEqualTo(second.toString());
        assertThat(page.header("RF-Total-Count")).isEqualTo("2");
        String next = page.header("Link").replaceAll(".*<(.*)>; rel=\"next\".*", "$1");
        assertThat(get(dana, next).json().get(0).path("id").asString()).isEqualTo(first.toString());
        assertThat(get(kim, next).text("code")).isEqualTo("invalid_cursor");
        assertThat(get(dana, S + "?status=asleep").status()).isEqualTo(422);
        assertThat(get(dana, next + "&skip=1").text("code")).isEqualTo("paging_conflict");
        assertThat(get(dana, S + "?status=active,paused&q=New").json()).hasSize(2);
        assertThat(get(dana, S + "?q=100%25_").json()).isEmpty();
    }

    @Test
    void a_list_by_words_counts_all_that_match_on_every_page() {
        UUID first = chat(dana);
        UUID second = chat(dana);
        chat(kim);
        String words = S + "?q=New&limit=1";

        Answer page = get(dana, words);
        String next = page.header("Link").replaceAll(".*<(.*)>; rel=\"next\".*", "$1");
        Answer last = get(dana, next);
        Answer skipped = get(dana, words + "&skip=1");
        Answer beyond = get(dana, words + "&skip=5");

        assertThat(page.json().get(0).path("id").asString()).isEqualTo(second.toString());
        assertThat(last.json().get(0).path("id").asString()).isEqualTo(first.toString());
        assertThat(skipped.json().get(0).path("id").asString()).isEqualTo(first.toString());
        assertThat(beyond.json()).isEmpty();
        assertThat(List.of(page, last, skipped, beyond))
                .allMatch(one -> one.header("RF-Total-Count").equals("2"));
    }

    @Test
    void kd_51_search_and_queue_are_no_session_ids() {
        UUID id = chat(dana);

        assertThat(get(dana, S + "/search?q=New").json().get(0).path("id").asString())
                .isEqualTo(id.toString());
        assertThat(get(dana, S + "/search?q=x").status()).isEqualTo(422);
        assertThat(get(dana, S + "/escalation-queue").status()).isEqualTo(200);
        assertThat(get(dana, S + "/not-a-uuid").status()).isEqualTo(422);
    }

    @Test
    void kd_15_the_queue_is_most_urgent_first_then_longest_waiting_without_ones_own() {
        UUID normal = chat(dana);
        UUID urgent = chat(dana);
        UUID later = chat(dana);
        escalate(dana, normal);
        post(
                dana,
                S + "/" + urgent + "/escalate",
                "{\"escalation_reason\": \"x\", \"priority\": \"urgent\"}");
        escalate(dana, later);
        UUID own = chat(kim);
        escalate(kim, own);

        Answer page = get(kim, S + "/escalation-queue?limit=2");
        assertThat(page.json())
                .extracting(item -> item.path("id").asString())
                .containsExactly(urgent.toString(), normal.toString());
        assertThat(page.json().get(0).path("priority").asString()).isEqualTo("urgent");
        assertThat(page.json().get(0).path("relation").asString()).isEqualTo("colleague");
        String next = page.header("Link").replaceAll(".*<(.*)>; rel=\"next\".*", "$1");
        assertThat(get(kim, next).json())
                .extracting(item -> item.path("id").asString())
                .containsExactly(later.toString());
    }

    @Test
    void a_ticket_is_linked_only_after_its_connection_was_checked() {
        UUID id = chat(dana);
        Answer linked = post(dana, S + "/" + id + "/link-ticket", "{\"psa_ticket_id\": \"1042\"}");

        assertThat(linked.status()).as(linked.body()).isEqualTo(200);
        assertThat(linked.text("psa_ticket_id")).isEqualTo("1042");
        assertThat(linked.json().path("state_version").asInt()).isEqualTo(2);
        assertThat(events(id))
                .containsExactly("session.started", "session.ticket_linked", "session.updated");

        Neighbours.SERVER.stubFor(
                Neighbours.posted(VALIDATE)
                        .willReturn(
                                Neighbours.problem(404, "psa_connection_not_found", "Unknown.")));
        Answer foreign =
                post(
                        dana,
                        S + "/" + id + "/link-ticket",
                        "{\"psa_ticket_id\": \"7\", \"psa_connection_id\": \""
                                + UUID.randomUUID()
                                + "\"}");
        assertThat(foreign.status()).as("KD-27").isEqualTo(404);
        assertThat(foreign.text("code")).isEqualTo("psa_connection_not_found");
    }

    @Test
    void triage_keeps_who_wrote_what_and_evidence_has_a_version() {
        UUID id = chat(dana);
        Answer edited =
                patch(
                        dana,
                        S + "/" + id + "/triage",
                        "{\"client_name\": \"Initrode\", \"triage_version\": 0, \"evidence_items\": [{\"text\": \"Webmail works\", \"status\": \"confirmed\"}]}");

        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(edited.json().path("sources").path("client_name").asString())
                .isEqualTo("engineer");
        assertThat(edited.json().path("triage_version").asInt()).isEqualTo(1);
        Answer conflict =
                patch(
                        dana,
                        S + "/" + id + "/triage",
                        "{\"triage_version\": 0, \"evidence_items\": []}");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.json().path("current").path("evidence_items")).hasSize(1);
        Answer cleared = patch(dana, S + "/" + id + "/triage", "{\"client_name\": null}");
        assertThat(cleared.json().path("client_name").isNull()).isTrue();
        assertThat(patch(dana, S + "/" + id + "/triage", "{\"title\": null}").status())
                .isEqualTo(422);
    }

    @Test
    void the_documentation_tells_the_work_without_a_model() {
        UUID id = chat(dana);
        post(dana, S + "/" + id + "/facts", "{\"text\": \"Webmail accepts the password\"}");
        Answer documentation = get(dana, S + "/" + id + "/documentation");

        assertThat(documentation.status()).as(documentation.body()).isEqualTo(200);
        assertThat(documentation.json().path("facts").get(0).asString())
                .isEqualTo("Webmail accepts the password");
        assertThat(documentation.text("markdown"))
                .contains("## Problem", "## What we know", "Webmail accepts the password");
        assertThat(Neighbours.asked(id)).isEmpty();
    }
}

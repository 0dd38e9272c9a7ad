package io.resolutionflow.session;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.database.ServiceDatabase;
import io.resolutionflow.platform.testing.parts.TestParts;
import io.resolutionflow.platform.testing.service.Answer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Chat turns, task lane and facts (contract-sessions §4.5, §6). */
class ChatIT extends RunningService {

    private static final String ASK =
            "{\"message\": \"Outlook asks for the password again and again\"}";

    private Answer say(UUID id, String body) {
        return post(dana, S + "/" + id + "/chat", body);
    }

    private String lane(UUID id) {
        return S + "/" + id + "/task-lane";
    }

    @Test
    void a_turn_stores_both_messages_and_takes_every_effect_in_one_version() {
        UUID id = chat(dana);
        Neighbours.model(
                Neighbours.says(
                        "Is it one PC or the mailbox?",
                        """
                        "title":"Outlook password prompts","problem_summary":"Outlook asks for the password","problem_domain":"email-m365",
                        "questions":[{"text":"Does webmail accept the same password?","context":null,"options":["Yes","No"]}],
                        "actions":[{"label":"Show saved credentials","command":"cmdkey /list","description":"Look for entries"}],
                        "fork":null,"triage_update":{"client_name":null,"asset_name":"PC-114","issue_category":null,"triage_hypothesis":null,
                        "evidence_items":[{"text":"Since the update","status":"confirmed"}]},"promote":[],
                        "suggest_fix":{"title":"Clear saved credentials","description":"d","confidence":70,"script":null,"script_language":null},"fix_outcome":null,
                        """));

        Answer turn = say(id, ASK);

        assertThat(turn.status()).as(turn.body()).isEqualTo(200);
        assertThat(turn.text("answer_source")).isEqualTo("model");
        assertThat(turn.text("title")).isEqualTo("Outlook password prompts");
        assertThat(turn.json().path("questions").get(0).path("options")).hasSize(2);
        assertThat(turn.json().path("triage_update").path("asset_name").asString())
                .isEqualTo("PC-114");
        assertThat(turn.json().path("suggested_fix").path("source").asString()).isEqualTo("ai");
        assertThat(turn.json().path("lane_version").asInt()).isEqualTo(1);
        assertThat(turn.json().path("state_version").asInt()).as("KD-37").isEqualTo(2);
        var detail = detail(dana, id);
        assertThat(detail.path("conversation_messages")).hasSize(2);
        assertThat(detail.path("active_fix").path("title").asString())
                .isEqualTo("Clear saved credentials");
        assertThat(detail.path("pending_turn").isNull()).isTrue();
        assertThat(detail.path("triage").path("sources").path("asset_name").asString())
                .isEqualTo("ai");
        assertThat(events(id)).containsExactly("session.started", "session.updated");
    }

    @Test
    void the_inputs_are_named_as_the_contract_names_them_and_secrets_are_masked() {
        UUID id = chat(dana);
        say(id, "{\"message\": \"The user's password is Hunter2 and it fails\"}");
        say(id, "{\"message\": \"Still the same\"}");

        JsonNode second = Neighbours.asked(id).get(1);
        assertThat(second.path("task").asString()).isEqualTo("chat_message");
        assertThat(second.path("on_invalid").asString()).isEqualTo("return");
        assertThat(second.path("max_repairs").asInt(-1)).isZero();
        assertThat(second.path("reference").path("id").asString()).isEqualTo(id.toString());
        assertThat(second.path("inputs").propertyNames())
                .contains(
                        "message",
                        "answers",
                        "history",
                        "digest",
                        "facts",
                        "triage",
                        "lane_open",
                        "active_fix",
                        "other_branches",
                        "attachments");
        assertThat(second.path("inputs").path("history")).hasSize(2);
        assertThat(second.toString()).doesNotContain("Hunter2").contains("[masked]");
        assertThat(second.path("response_schema").path("required")).isNotEmpty();
    }

    @Test
    void kd_25_no_transaction_is_open_while_the_model_answers() throws Exception {
        UUID id = chat(dana);
        Neighbours.SERVER.stubFor(
                Neighbours.posted(Neighbours.COMPLETIONS)
                        .atPriority(1)
                        .willReturn(
                                Neighbours.completed(Neighbours.says("late"), false)
                                        .withFixedDelay(2_500)));

        var turn = CompletableFuture.supplyAsync(() -> say(id, ASK));
        await().atMost(SOON).until(() -> !Neighbours.asked(id).isEmpty());
        try (var admin = TestParts.admin(TestParts.database("session"));
                var query =
                        admin.prepareStatement(
                                """
                                select count(*) from pg_stat_activity
                                 where datname = current_database() and usename = ? and xact_start < ?
                                """)) {
            query.setString(1, ServiceDatabase.appRole("session"));
            query.setTimestamp(2, now(admin));
            // what others had begun by now ends by itself; one held by the turn ends with it
            await().atMost(SOON).until(() -> first(query) == 0);
            assertThat(turn).isNotDone();
        }
        Answer meanwhile = say(id, ASK);
        assertThat(meanwhile.text("code")).isEqualTo("turn_in_progress");
        assertThat(meanwhile.header("Retry-After")).isEqualTo("2");
        assertThat(turn.get().status()).isEqualTo(200);
    }

    private static Timestamp now(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1);
        }
    }

    private static long first(PreparedStatement query) throws SQLException {
        try (var row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void kd_8_a_failed_call_keeps_the_message_which_can_be_tried_again() {
        UUID id = chat(dana);
        Neighbours.modelRefuses(502, "ai_provider_error", ",\"error_class\":\"com.vendor.Secret\"");

        Answer failed = say(id, ASK);

        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.text("code")).isEqualTo("ai_provider_error");
        assertThat(failed.json().path("saved").asBoolean()).isTrue();
        assertThat(failed.body()).as("KD-24").doesNotContain("vendor");
        JsonNode message = detail(dana, id).path("conversation_messages").get(0);
        assertThat(message.path("delivery").asString()).isEqualTo("failed");

        Neighbours.usual();
        Answer again =
                say(
                        id,
                        "{\"retry_message_id\": \""
                                + message.path("message_id").asString()
                                + "\"}");
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.text("user_message_id")).isEqualTo(message.path("message_id").asString());
        assertThat(detail(dana, id).path("conversation_messages")).hasSize(2);
        assertThat(
                        say(
                                        id,
                                        "{\"retry_message_id\": \""
                                                + message.path("message_id").asString()
                                                + "\"}")
                                .text("code"))
                .isEqualTo("message_not_found");
    }

    @Test
    void the_same_key_goes_on_from_what_was_saved_never_twice() {
        UUID id = chat(dana);
        String key = UUID.randomUUID().toString();
        Neighbours.modelRefuses(503, "ai_unavailable", "");
        assertThat(post(dana, S + "/" + id + "/chat", ASK, key).status()).isEqualTo(503);
        Neighbours.usual();

        assertThat(post(dana, S + "/" + id + "/chat", ASK, key).status()).isEqualTo(200);
        assertThat(post(dana, S + "/" + id + "/chat", ASK, key).status()).isEqualTo(200);

        assertThat(count("select count(*) from session_message where session_id = ?", id))
                .isEqualTo(2);
    }

    @Test
    void a_spent_quota_says_so_and_allow_offline_asks_once_more_without_a_model() {
        UUID id = chat(dana);
        Neighbours.modelRefuses(
                429,
                "quota_exceeded",
                ",\"deny_reason\":\"monthly\",\"reset_at\":\"2026-11-30T23:00:00Z\",\"offline_available\":true,\"quota\":{}");
        Answer refused = say(id, ASK);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("deny_reason")).isEqualTo("monthly");
        assertThat(refused.json().path("saved").asBoolean()).isTrue();

        Neighbours.SERVER.stubFor(
                Neighbours.posted(Neighbours.COMPLETIONS)
                        .atPriority(1)
                        .withRequestBody(
                                matchingJsonPath(
                                        "$.offline",
                                        com.github.tomakehurst.wiremock.client.WireMock.equalTo(
                                                "only")))
                        .willReturn(
                                Neighbours.completed(Neighbours.says("Without a model."), true)));
        Answer offline = say(id, "{\"message\": \"again\", \"allow_offline\": true}");
        assertThat(offline.status()).as(offline.body()).isEqualTo(200);
        assertThat(offline.text("answer_source")).isEqualTo("offline");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,2]",
                "```json\n{broken\n```",
                "{\"content\": 7}",
                "{\"content\": \"Half an ans",
                "I am sorry, I cannot help with that.",
                "null",
                "{\"content\": \"a\\u0000b\"}"
            })
    void kd_9_a_broken_answer_is_never_the_engineers_fault(String broken) {
        UUID id = chat(dana);
        Neighbours.model(broken);

        Answer turn = say(id, ASK);

        assertThat(turn.status()).as(turn.body()).isEqualTo(200);
        assertThat(turn.text("content")).isNotBlank();
    }

    @Test
    void an_answer_for_a_session_that_was_resolved_meanwhile_is_kept_late_and_without_effects()
            throws Exception {
        UUID id = chat(dana);
        Neighbours.SERVER.stubFor(
                Neighbours.posted(Neighbours.COMPLETIONS)
                        .atPriority(1)
                        .willReturn(
                                Neighbours.completed(
                                                Neighbours.says("too late", "\"title\":\"Wrong\","),
                                                false)
                                        .withFixedDelay(1_500)));
        var turn = CompletableFuture.supplyAsync(() -> say(id, ASK));
        await().atMost(SOON).until(() -> !Neighbours.asked(id).isEmpty());
        assertThat(
                        post(
                                        dana,
                                        S + "/" + id + "/resolve",
                                        "{\"resolution_summary\": \"Found it\"}")
                                .status())
                .isEqualTo(200);

        Answer late = turn.get();

        assertThat(late.status()).as(late.body()).isEqualTo(409);
        assertThat(late.text("code")).isEqualTo("session_changed");
        assertThat(late.text("session_status")).isEqualTo("resolved");
        var detail = detail(dana, id);
        assertThat(detail.path("title").asString()).isEqualTo("New Chat");
        assertThat(detail.path("conversation_messages").get(1).path("delivery").asString())
                .isEqualTo("late");
    }

    @Test
    void a_message_says_something_or_sends_answers_along() {
        UUID id = chat(dana);
        assertThat(say(id, "{\"message\": \" \"}").status()).isEqualTo(422);
        assertThat(
                        say(
                                        id,
                                        "{\"message\": \"x\", \"upload_ids\": [\""
                                                + UUID.randomUUID()
                                                + "\"]}")
                                .text("code"))
                .isEqualTo("upload_not_found");
        assertThat(
                        say(
                                        id,
                                        "{\"message\": \"x\", \"submit_item_ids\": [\""
                                                + UUID.randomUUID()
                                                + "\"]}")
                                .text("code"))
                .isEqualTo("item_not_found");
        post(dana, S + "/" + id + "/pause", null);
        Answer paused = say(id, ASK);
        assertThat(paused.text("code")).isEqualTo("invalid_session_status");
        assertThat(paused.json().path("allowed").get(0).asString()).isEqualTo("active");
    }

    @Test
    void kd_19_an_old_lane_version_is_refused_with_the_whole_lane_and_nothing_is_lost() {
        UUID id = chat(dana);
        Neighbours.model(
                Neighbours.says(
                        "Look",
                        "\"questions\":[{\"text\":\"Does webmail work?\",\"context\":null,\"options\":[]}],"));
        String item = say(id, ASK).json().path("questions").get(0).path("id").asString();

        Answer stale =
                put(
                        dana,
                        lane(id),
                        "{\"version\": 0, \"questions\": [{\"text\": \"Mine?\"}], \"actions\": [], \"responses\": {}}");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("code")).isEqualTo("version_conflict");
        assertThat(stale.json().path("current_version").asInt()).isEqualTo(1);
        assertThat(stale.json().path("current").path("questions").get(0).path("id").asString())
                .isEqualTo(item);

        Answer saved =
                put(
                        dana,
                        lane(id),
                        """
                        {"version": 1, "questions": [{"id": "%s", "text": "Does webmail work?"}, {"text": "Mine?"}], "actions": [],
                         "responses": {"%s": {"text": "yes", "state": "draft"}}}
                        """
                                .formatted(item, item));
        assertThat(saved.status()).as(saved.body()).isEqualTo(204);
        assertThat(saved.header("ETag")).isEqualTo("\"2\"");
        assertThat(detail(dana, id).path("state_version").asInt())
                .as("a draft is no answer")
                .isEqualTo(2);

        Answer sent = say(id, "{\"submit_item_ids\": [\"" + item + "\"]}");
        assertThat(sent.status()).as(sent.body()).isEqualTo(200);
        JsonNode lane = detail(dana, id).path("pending_task_lane");
        assertThat(lane.path("questions").get(0).path("state").asString()).isEqualTo("answered");
        assertThat(lane.path("questions")).hasSize(2);
        assertThat(
                        Neighbours.asked(id)
                                .getLast()
                                .path("inputs")
                                .path("answers")
                                .get(0)
                                .path("answer")
                                .asString())
                .isEqualTo("yes");

        assertThat(
                        put(
                                        dana,
                                        lane(id),
                                        "{\"version\": %d, \"questions\": [{\"id\": \"%s\", \"text\": \"x\"}], \"actions\": [], \"responses\": {}}"
                                                .formatted(
                                                        lane.path("version").asInt(),
                                                        UUID.randomUUID()))
                                .text("code"))
                .isEqualTo("unknown_item");
        post(dana, S + "/" + id + "/resolve", "{\"resolution_summary\": \"done\"}");
        assertThat(
                        put(
                                        dana,
                                        lane(id),
                                        "{\"version\": 9, \"questions\": [], \"actions\": [], \"responses\": {}}")
                                .text("code"))
                .isEqualTo("invalid_session_status");
    }

    @Test
    void facts_are_noted_reworded_deleted_and_promoted_once() {
        UUID id = chat(dana);
        String facts = S + "/" + id + "/facts";
        Answer noted = post(dana, facts, "{\"text\": \"Webmail accepts the password\"}");
        assertThat(noted.status()).as(noted.body()).isEqualTo(201);
        assertThat(noted.text("source_type")).isEqualTo("engineer_note");
        String fact = facts + "/" + noted.text("id");
        assertThat(patch(dana, fact, "{\"text\": \"Webmail accepts it\"}").text("text"))
                .isEqualTo("Webmail accepts it");
        assertThat(delete(dana, fact).status()).isEqualTo(204);
        assertThat(delete(dana, fact).status()).isEqualTo(404);
        assertThat(post(dana, facts, "{\"text\": \"\"}").status()).isEqualTo(422);

        Answer turn = say(id, ASK);
        String promote =
                "{\"message_id\": \"%s\", \"text\": \"Outlook prompts\"}"
                        .formatted(turn.text("user_message_id"));
        Answer promoted = post(dana, facts + "/promote", promote);
        assertThat(promoted.status()).as(promoted.body()).isEqualTo(201);
        Answer twice = post(dana, facts + "/promote", promote);
        assertThat(twice.text("code")).isEqualTo("fact_exists");
        assertThat(twice.text("fact_id")).isEqualTo(promoted.text("id"));
        assertThat(post(dana, facts + "/promote", "{\"text\": \"nothing named\"}").status())
                .isEqualTo(422);
        assertThat(
                        post(
                                        dana,
                                        facts + "/promote",
                                        "{\"item_id\": \""
                                                + UUID.randomUUID()
                                                + "\", \"text\": \"x\"}")
                                .text("code"))
                .isEqualTo("item_not_found");
    }

    @Test
    void without_a_text_the_model_makes_the_statement() {
        UUID id = chat(dana);
        Answer turn = say(id, ASK);
        Neighbours.model("{\"text\": \"Outlook keeps asking for the password\"}");

        Answer promoted =
                post(
                        dana,
                        S + "/" + id + "/facts/promote",
                        "{\"message_id\": \"%s\"}".formatted(turn.text("user_message_id")));

        assertThat(promoted.status()).as(promoted.body()).isEqualTo(201);
        assertThat(promoted.text("text")).isEqualTo("Outlook keeps asking for the password");
        assertThat(Neighbours.asked(id).getLast().path("task").asString())
                .isEqualTo("fact_synthesis");
    }

    @Test
    void messages_page_back_in_time_oldest_first_inside_a_page() {
        UUID id = chat(dana);
        say(id, "{\"message\": \"one\"}");
        say(id, "{\"message\": \"two\"}");

        Answer page = get(dana, S + "/" + id + "/messages?limit=2");
        assertThat(page.json().get(0).path("content").asString()).isEqualTo("two");
        String next = page.header("Link").replaceAll(".*<(.*)>; rel=\"next\".*", "$1");
        Answer before = get(dana, next);
        assertThat(List.of(before.json().get(0).path("content").asString(), before.header("Link")))
                .containsExactly("one", "");
    }
}

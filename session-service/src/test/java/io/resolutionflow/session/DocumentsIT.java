package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Texts about a session: documentation, updates, outputs (contract-sessions §4.4, §8). */
class DocumentsIT extends RunningService {

    private static final String OUTPUT =
            "{\"title\": \"Fixed\", \"content_markdown\": \"## Done\\nCertificate renewed.\"}";

    @Test
    void documentation_has_every_section_and_hides_secrets_and_stays_with_owner_and_handler() {
        UUID id = chat(dana);
        post(
                dana,
                S + "/" + id + "/facts",
                "{\"text\": \"The admin password is hunter2hunter2.\"}");
        escalate(dana, id);

        Answer own = get(dana, S + "/" + id + "/documentation");
        assertThat(own.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "session_id",
                        "title",
                        "status",
                        "state_version",
                        "generated_at",
                        "problem",
                        "people",
                        "ticket",
                        "triage",
                        "timeline",
                        "steps",
                        "facts",
                        "checks",
                        "open_questions",
                        "fixes",
                        "branches",
                        "attachments",
                        "resolution",
                        "escalation",
                        "markdown");
        assertThat(own.json().path("people").propertyNames())
                .containsExactlyInAnyOrder("owner", "handler", "all_handlers");
        assertThat(own.json().path("escalation").propertyNames())
                .containsExactlyInAnyOrder("reason", "at", "priority");
        assertThat(own.body()).doesNotContain("hunter2").contains("[masked]");
        for (String path : List.of("/documentation", "/documentation/stream")) {
            assertThat(get(kim, S + "/" + id + path).code()).isEqualTo("owner_or_handler_only");
            assertThat(get(viewer, S + "/" + id + path).code()).isEqualTo("not_found");
        }
        assertThat(update(kim, id, "{\"audience\": \"client_update\"}").code())
                .isEqualTo("owner_or_handler_only");
        assertThat(update(viewer, id, "{\"audience\": \"client_update\"}").code())
                .isEqualTo("not_found");
    }

    @Test
    void an_update_has_a_subject_only_as_a_mail_and_keeps_to_its_words() {
        UUID id = chat(dana);
        Neighbours.model(
                "{\"subject\": \"Your printer\", \"text\": \""
                        + "Work goes on. ".repeat(120)
                        + "\"}");
        for (String audience : List.of("ticket_notes", "client_update", "email_draft")) {
            JsonNode quick = update(dana, id, "{\"audience\": \"" + audience + "\"}").json();
            assertThat(quick.propertyNames())
                    .containsExactlyInAnyOrder(
                            "audience",
                            "length",
                            "subject",
                            "text",
                            "answer_source",
                            "state_version",
                            "generated_at");
            assertThat(quick.path("length").asString()).isEqualTo("quick");
            assertThat(quick.path("answer_source").asString()).isEqualTo("model");
            assertThat(quick.path("subject").asString(""))
                    .isEqualTo(audience.equals("email_draft") ? "Your printer" : "");
            assertThat(quick.path("text").asString("").split("\\s+")).hasSizeLessThanOrEqualTo(80);
        }
        assertThat(
                        update(
                                        dana,
                                        id,
                                        "{\"audience\": \"ticket_notes\", \"length\": \"detailed\"}")
                                .json()
                                .path("text")
                                .asString("")
                                .split("\\s+"))
                .hasSizeBetween(81, 300);
    }

    @Test
    void an_open_matter_is_never_called_solved_whatever_the_model_says() {
        UUID id = chat(dana);
        Neighbours.model("{\"subject\": null, \"text\": \"The problem has been resolved.\"}");
        JsonNode update = update(dana, id, "{\"audience\": \"client_update\"}").json();

        assertThat(update.path("answer_source").asString()).isEqualTo("template");
        assertThat(update.path("text").asString(""))
                .doesNotContainIgnoringCase("resolved")
                .doesNotContain("Dana");
        assertThat(Neighbours.asked(id)).hasSize(2);

        for (String broken :
                List.of("nothing of that shape", "{\"text\": 7}", "[]", "{\"text\": \"\"}")) {
            Neighbours.model(broken);
            Answer answer =
                    update(dana, id, "{\"audience\": \"email_draft\", \"length\": \"detailed\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.text("answer_source")).isEqualTo("template");
            assertThat(answer.text("subject")).isNotBlank();
            assertThat(answer.text("text")).contains("Dana Reyes");
        }
    }

    @Test
    void
            kd_24_what_stands_in_the_models_way_is_told_in_our_words_and_offline_helps_where_allowed() {
        UUID id = chat(dana);
        Neighbours.modelRefuses(502, "ai_provider_error", ",\"error_class\":\"VendorBoom\"");
        Answer refused = update(dana, id, "{\"audience\": \"ticket_notes\"}");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.json().path("saved").asBoolean(true)).isFalse();
        assertThat(refused.body()).doesNotContain("VendorBoom");

        Neighbours.SERVER.stubFor(
                Neighbours.posted(Neighbours.COMPLETIONS)
                        .withRequestBody(
                                com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath(
                                        "$[?(@.offline == 'only')]"))
                        .atPriority(1)
                        .willReturn(
                                Neighbours.completed(
                                        "{\"subject\": null, \"text\": \"Work goes on.\"}", true)));
        Answer offline =
                update(dana, id, "{\"audience\": \"ticket_notes\", \"allow_offline\": true}");
        assertThat(offline.text("answer_source")).isEqualTo("offline");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|audience",
                "{\"audience\":\"boss\"}|audience",
                "{\"audience\":\"ticket_notes\",\"length\":\"long\"}|length",
                "{\"audience\":\"ticket_notes\",\"allow_offline\":\"yes\"}|allow_offline"
            })
    void an_update_nobody_can_write_is_422(String body, String field) {
        Answer refused = update(dana, chat(dana), body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
        String long2001 =
                json.writeValueAsString(
                        Map.of("audience", "ticket_notes", "context", "x".repeat(2001)));
        assertThat(update(dana, chat(dana), long2001).status()).isEqualTo(422);
    }

    @Test
    void before_a_resolve_there_are_no_outputs_and_nothing_to_change() {
        UUID id = chat(dana);
        assertThat(get(dana, S + "/" + id + "/resolution-outputs").json()).isEmpty();
        assertThat(edit(dana, id, "kb_article", "x", 1).code()).isEqualTo("not_found");
        Answer early = regenerate(dana, id, "kb_article", "{}");
        assertThat(early.code()).isEqualTo("invalid_session_status");
        assertThat(early.json().path("allowed").get(0).asString()).isEqualTo("resolved");
    }

    @Test
    void an_edited_output_is_never_overwritten_unless_asked() {
        UUID id = resolvedWithOutputs();
        JsonNode before = output(dana, id, "kb_article");
        assertThat(before.propertyNames())
                .containsExactlyInAnyOrder(
                        "kind",
                        "state",
                        "title",
                        "content_markdown",
                        "version",
                        "attempts",
                        "next_attempt_at",
                        "error_code",
                        "answer_source",
                        "edited_by_name",
                        "updated_at");
        int version = before.path("version").asInt();

        Answer stale = edit(dana, id, "kb_article", "mine", version + 5);
        assertThat(stale.code()).isEqualTo("version_conflict");
        assertThat(stale.json().path("current_version").asInt()).isEqualTo(version);
        assertThat(stale.json().path("current").path("kind").asString()).isEqualTo("kb_article");

        Answer edited = edit(dana, id, "kb_article", "mine", version);
        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(edited.text("edited_by_name")).isEqualTo("Dana Reyes");
        assertThat(edited.text("title")).isEqualTo("Fixed");
        assertThat(edited.json().path("version").asInt()).isEqualTo(version + 1);
        assertThat(
                        count(
                                "select count(*) from audit_log where account_id = ? and action = 'session.output.edit'",
                                account))
                .isOne();

        assertThat(regenerate(dana, id, "kb_article", "{}").code()).isEqualTo("output_edited");
        int asked = Neighbours.asked(id).size();
        Answer again = regenerate(dana, id, "kb_article", "{\"overwrite\": true}");
        assertThat(again.status()).as(again.body()).isEqualTo(202);
        assertThat(again.text("state")).isEqualTo("pending");
        assertThat(edit(dana, id, "kb_article", "too early", version + 2).code())
                .isIn("output_not_ready", "version_conflict");
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(output(dana, id, "kb_article").path("state").asString())
                            .isEqualTo("ready");
                    assertThat(output(dana, id, "kb_article").path("edited_by_name").isNull())
                            .isTrue();
                });
        assertThat(Neighbours.asked(id).size())
                .as("a new text is asked for, not the kept answer")
                .isEqualTo(asked + 1);
        assertThat(regenerate(dana, id, "poem", "{}").code()).isEqualTo("not_found");
        assertThat(edit(dana, id, "poem", "x", 1).code()).isEqualTo("not_found");
        assertThat(edit(viewer, id, "kb_article", "x", 1).code()).isEqualTo("role_required");
        assertThat(edit(kim, id, "kb_article", "x", 1).code()).isEqualTo("not_found");
    }

    @Test
    void an_output_takes_50_000_characters_and_not_one_more() {
        UUID id = resolvedWithOutputs();
        int version = output(dana, id, "client_summary").path("version").asInt();
        assertThat(edit(dana, id, "client_summary", "x".repeat(50_001), version).status())
                .isEqualTo(422);
        assertThat(edit(dana, id, "client_summary", " ", version).status()).isEqualTo(422);
        assertThat(edit(dana, id, "client_summary", "x".repeat(50_000), version).status())
                .isEqualTo(200);
    }

    @Test
    void kd_11_outputs_survive_a_runner_that_died_and_are_told_once() {
        Neighbours.model(OUTPUT);
        UUID id = resolvedWithOutputs();
        assertThat(events(id).stream().filter("session.outputs_ready"::equals)).hasSize(1);

        // a runner took it and died: its lease has run out
        rows().update(
                        "update session_resolution_output set state = 'generating', lease_until = now() - interval '1 second' where account_id = ? and session_id = ? and kind = 'kb_article'",
                        account,
                        id);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(output(dana, id, "kb_article").path("state").asString())
                                .isEqualTo("ready"));
    }

    private UUID resolvedWithOutputs() {
        UUID id = chat(dana);
        Neighbours.model(OUTPUT);
        post(
                dana,
                S + "/" + id + "/resolve",
                "{\"resolution_summary\": \"Renewed the certificate.\"}");
        await().atMost(SOON)
                .untilAsserted(() ->
                        get(dana, S + "/" + id + "/resolution-outputs")
                                .json()
                                .forEach(output ->
                                        assertThat(output.path("state").asString())
                                                .isEqualTo("ready")));
        return id;
    }

    private JsonNode output(TestPerson who, UUID id, String kind) {
        for (JsonNode output : get(who, S + "/" + id + "/resolution-outputs").json()) {
            if (output.path("kind").asString().equals(kind)) {
                return output;
            }
        }
        throw new AssertionError("no output " + kind);
    }

    private Answer edit(TestPerson who, UUID id, String kind, String text, int version) {
        return put(
                who,
                S + "/" + id + "/resolution-outputs/" + kind,
                Map.of("content_markdown", text, "version", version));
    }

    private Answer regenerate(TestPerson who, UUID id, String kind, String body) {
        return post(who, S + "/" + id + "/resolution-outputs/" + kind + "/regenerate", body);
    }

    private Answer update(TestPerson who, UUID id, String body) {
        return post(who, S + "/" + id + "/status-update", body);
    }
}

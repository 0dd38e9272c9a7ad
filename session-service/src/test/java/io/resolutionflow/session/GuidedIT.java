package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Guided sessions: start, respond, tiers, limits, malformed answers (contract-sessions §4.1, §5).
 */
class GuidedIT extends RunningService {

    private static final String INTAKE =
            "\"intake_content\": {\"text\": \"Outlook asks for the password again and again\"}";

    private Answer start(String members) {
        return post(dana, S, "{" + INTAKE + members + "}");
    }

    private Answer started() {
        Neighbours.model(
                GuidedAnswers.question("Does webmail accept the password?")
                        .options("Yes", "No")
                        .json());
        Answer started = start("");
        assertThat(started.status()).as(started.body()).isEqualTo(201);
        return started;
    }

    private static UUID id(Answer started) {
        return UUID.fromString(started.text("session_id"));
    }

    private static String firstStep(Answer started) {
        return started.json().path("first_step").path("step_id").asString();
    }

    private Answer respond(UUID id, String step, String members) {
        return post(
                dana,
                S + "/" + id + "/respond",
                "{\"step_id\": \"" + step + "\", " + members + "}");
    }

    private static String step(Answer responded) {
        assertThat(responded.status()).as(responded.body()).isEqualTo(200);
        return responded.json().path("step").path("step_id").asString();
    }

    @Test
    void guided_is_the_default_and_answers_with_its_first_step() {
        Answer started = started();

        assertThat(started.text("session_type")).isEqualTo("guided");
        assertThat(started.text("status")).isEqualTo("active");
        assertThat(started.header("Location")).isEqualTo(S + "/" + id(started));
        assertThat(started.text("confidence_tier")).isEqualTo("exploring");
        assertThat(started.text("problem_domain")).isEqualTo("email-m365");
        assertThat(started.text("problem_summary")).isEqualTo("Outlook asks for the password");
        assertThat(started.json().path("state_version").asInt()).isEqualTo(1);
        JsonNode step = started.json().path("first_step");
        assertThat(step.propertyNames())
                .containsExactlyInAnyOrder(
                        "step_id",
                        "step_order",
                        "step_type",
                        "content",
                        "context_message",
                        "options",
                        "allow_free_text",
                        "allow_skip",
                        "confidence_tier",
                        "confidence_score",
                        "branch_id",
                        "state",
                        "response",
                        "fix_id",
                        "answer_source",
                        "created_at");
        assertThat(step.path("options").get(0).path("value").asString())
                .as("a missing value is the label")
                .isEqualTo("Yes");
        assertThat(step.path("answer_source").asString()).isEqualTo("model");
        assertThat(started.body()).doesNotContain("never to be shown");
        JsonNode asked = Neighbours.asked(id(started)).getFirst();
        assertThat(asked.path("task").asString()).isEqualTo("flowpilot_start");
        assertThat(asked.path("on_invalid").asString()).isEqualTo("return");
        assertThat(asked.path("max_repairs").asInt(-1)).isZero();
        assertThat(asked.path("inputs").propertyNames())
                .contains(
                        "problem_text",
                        "log_excerpt",
                        "ticket",
                        "triage",
                        "attachments",
                        "matched_flow",
                        "tier_rules");
        assertThat(events(id(started))).containsExactly("session.started");
    }

    @Test
    void kd_8_a_start_without_a_model_stores_nothing_and_says_so() {
        Neighbours.modelRefuses(502, "ai_provider_error", "");

        Answer refused = start("");

        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.code()).isEqualTo("ai_provider_error");
        assertThat(refused.json().path("saved").asBoolean(true)).isFalse();
        assertThat(get(dana, S).json()).isEmpty();
    }

    @Test
    void kd_7_a_spent_quota_stops_a_start_unless_an_answer_without_a_model_is_welcome() {
        Neighbours.modelRefuses(429, "quota_exceeded", ",\"deny_reason\":\"monthly\"");
        assertThat(start("").code()).isEqualTo("quota_exceeded");
        Neighbours.SERVER.stubFor(
                WireMock.post(WireMock.urlPathEqualTo(Neighbours.COMPLETIONS))
                        .withRequestBody(
                                WireMock.matchingJsonPath("$.offline", WireMock.equalTo("only")))
                        .atPriority(1)
                        .willReturn(
                                Neighbours.completed(
                                        GuidedAnswers.question("Since when?").json(), true)));

        Answer offline = start(", \"allow_offline\": true");

        assertThat(offline.status()).as(offline.body()).isEqualTo(201);
        assertThat(offline.json().path("first_step").path("answer_source").asString())
                .isEqualTo("offline");
    }

    @ParameterizedTest
    @CsvSource({
        "free_text, intake_incomplete",
        "psa_ticket, intake_incomplete",
        "screenshot, intake_incomplete",
        "log_paste, intake_incomplete",
        "combined, intake_incomplete"
    })
    void an_intake_must_hold_what_its_type_names(String type, String code) {
        Answer refused = post(dana, S, "{\"intake_type\": \"" + type + "\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void a_published_flow_above_the_threshold_is_told_to_the_model_and_kept() {
        UUID flow = UUID.randomUUID();
        Neighbours.SERVER.stubFor(
                WireMock.post(WireMock.urlPathEqualTo("/internal/v1/flows/match"))
                        .atPriority(1)
                        .willReturn(
                                WireMock.okJson(
                                        """
                                        {"candidates": [{"flow_id": "%s", "title": "Outlook password", "description": null, "category": "email-m365",
                                         "source": "library", "version_no": 3, "score": 0.83, "why": [], "excerpt": "First check webmail"}], "p_flow": 0.8, "mode": "hybrid"}
                                        """
                                                .formatted(flow))));

        Answer started = started();

        assertThat(started.text("matched_flow_id")).isEqualTo(flow.toString());
        assertThat(started.text("matched_flow_name")).isEqualTo("Outlook password");
        assertThat(started.json().path("match_score").asDouble()).isEqualTo(0.83);
        assertThat(
                        Neighbours.asked(id(started))
                                .getFirst()
                                .path("inputs")
                                .path("matched_flow")
                                .path("excerpt")
                                .asString())
                .isEqualTo("First check webmail");
    }

    @Test
    void an_answer_leads_to_the_next_step_and_each_keeps_its_own_tier() {
        Answer started = started();
        UUID id = id(started);
        Neighbours.model(
                GuidedAnswers.question("Which Office build?").with("confidence", 0.1).json());

        Answer next = respond(id, firstStep(started), "\"selected_option\": \"Yes\"");

        assertThat(next.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "session_id",
                        "status",
                        "step",
                        "confidence_tier",
                        "confidence_score",
                        "step_count",
                        "problem_summary",
                        "problem_domain",
                        "active_branch_id",
                        "suggested_fix",
                        "answer_source",
                        "state_version");
        assertThat(next.text("confidence_tier")).isEqualTo("discovery");
        assertThat(next.json().path("step_count").asInt()).isEqualTo(2);
        assertThat(next.json().path("state_version").asInt()).isEqualTo(2);
        JsonNode steps = detail(dana, id).path("steps");
        assertThat(steps.get(0).path("confidence_tier").asString())
                .as("KD-20: as it was at that step")
                .isEqualTo("exploring");
        assertThat(steps.get(0).path("state").asString()).isEqualTo("answered");
        JsonNode response = steps.get(0).path("response");
        assertThat(response.path("selected_option").asString()).isEqualTo("Yes");
        assertThat(response.path("responded_by_name").asString()).isEqualTo("Dana Reyes");
        JsonNode asked = Neighbours.asked(id).getLast();
        assertThat(asked.path("task").asString()).isEqualTo("flowpilot_respond");
        assertThat(asked.path("inputs").propertyNames())
                .contains(
                        "problem",
                        "steps",
                        "facts",
                        "branch",
                        "other_branches",
                        "work_preference",
                        "step_count",
                        "conclude");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"selected_option\": \"Maybe\" | 422 | unknown_option",
                "\"free_text\": \"   \" | 422 | answer_missing",
                "\"skip\": false | 422 | answer_missing",
                "\"skip\": true, \"free_text\": \"x\" | 422 | validation_failed"
            })
    void an_answer_must_fit_its_step(String members, int status, String code) {
        Answer started = started();

        Answer refused = respond(id(started), firstStep(started), members);

        assertThat(refused.status()).as(refused.body()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void a_closed_choice_takes_no_free_text_and_may_not_be_skipped_when_it_says_so() {
        Neighbours.model(
                GuidedAnswers.question("Yes or no?")
                        .options("Yes", "No")
                        .with("allow_free_text", false)
                        .with("allow_skip", false)
                        .json());
        Answer started = start("");
        String step = firstStep(started);

        assertThat(respond(id(started), step, "\"free_text\": \"perhaps\"").code())
                .isEqualTo("free_text_not_allowed");
        assertThat(respond(id(started), step, "\"skip\": true").code())
                .isEqualTo("skip_not_allowed");
        Answer both =
                respond(
                        id(started),
                        step,
                        "\"selected_option\": \"Yes\", \"free_text\": \"since Monday\"");
        assertThat(both.status()).as("an option may come with words").isEqualTo(200);
    }

    @Test
    void only_the_current_step_is_answered() {
        Answer started = started();
        UUID id = id(started);
        Neighbours.model(GuidedAnswers.question("Which build?").json());
        String next = step(respond(id, firstStep(started), "\"selected_option\": \"Yes\""));

        Answer old = respond(id, firstStep(started), "\"selected_option\": \"No\"");

        assertThat(old.status()).isEqualTo(409);
        assertThat(old.code()).isEqualTo("step_not_current");
        assertThat(old.text("current_step_id")).isEqualTo(next);
        assertThat(respond(id, UUID.randomUUID().toString(), "\"skip\": true").code())
                .isEqualTo("step_not_found");
    }

    @Test
    void an_answer_survives_a_model_that_fails_and_may_be_replaced() {
        Answer started = started();
        UUID id = id(started);
        Neighbours.modelRefuses(502, "ai_provider_error", "");

        Answer failed = respond(id, firstStep(started), "\"selected_option\": \"Yes\"");

        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.json().path("saved").asBoolean()).isTrue();
        JsonNode step = detail(dana, id).path("steps").get(0);
        assertThat(step.path("response").path("selected_option").asString()).isEqualTo("Yes");
        assertThat(detail(dana, id).path("pending_turn").isNull()).isTrue();
        Neighbours.usual();
        Neighbours.model(GuidedAnswers.question("Which build?").json());
        step(respond(id, firstStep(started), "\"selected_option\": \"No\""));
        assertThat(
                        detail(dana, id)
                                .path("steps")
                                .get(0)
                                .path("response")
                                .path("selected_option")
                                .asString())
                .isEqualTo("No");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am sorry, I cannot help with that.",
                "{\"type\":\"question\",\"content\":\"Half a st",
                "[1,2,3]",
                "{}",
                "{\"type\":\"dance\",\"content\":\"x\"}",
                "{\"type\":\"question\",\"content\":\"  \"}",
                "{\"type\":\"resolution_suggestion\",\"content\":\"Do it\",\"resolution_summary\":\"x\",\"confidence\":0.2}",
                "{\"type\":\"resolution_suggestion\",\"content\":\"Do it\",\"resolution_summary\":null,\"confidence\":0.9}",
                "{\"type\":\"fork\",\"content\":\"Which\",\"fork_reason\":\"r\",\"options\":[{\"label\":\"a\"},{\"label\":\"a\"}]}",
                "{\"type\":\"fork\",\"content\":\"Which\",\"fork_reason\":null,\"options\":[{\"label\":\"a\"},{\"label\":\"b\"}]}",
                "null",
                ""
            })
    void kd_9_a_malformed_answer_is_repaired_once_then_a_fixed_question_stands_in(String broken) {
        Answer started = started();
        UUID id = id(started);
        Neighbours.model(broken);

        Answer next = respond(id, firstStep(started), "\"selected_option\": \"Yes\"");

        assertThat(next.status()).as(next.body()).isEqualTo(200);
        assertThat(next.text("answer_source")).isEqualTo("fallback");
        assertThat(next.json().path("step").path("step_type").asString()).isEqualTo("question");
        List<JsonNode> asked = Neighbours.asked(id);
        assertThat(asked).hasSize(3);
        assertThat(asked.getLast().path("attempt").asInt()).isEqualTo(2);
    }

    @Test
    void a_repaired_answer_counts_and_json_in_a_code_fence_is_json() {
        Answer started = started();
        UUID id = id(started);
        Neighbours.model("no json");
        Neighbours.SERVER.stubFor(
                Neighbours.completion(
                                "```json\n" + GuidedAnswers.question("Fenced?").json() + "\n```")
                        .withRequestBody(
                                WireMock.matchingJsonPath("$.attempt", WireMock.equalTo("2")))
                        .atPriority(1));

        Answer next = respond(id, firstStep(started), "\"selected_option\": \"Yes\"");

        assertThat(next.text("answer_source")).isEqualTo("model");
        assertThat(next.json().path("step").path("content").path("text").asString())
                .isEqualTo("Fenced?");
    }

    @Test
    void a_question_answered_before_is_not_asked_again() {
        Answer started = started();
        Neighbours.model(GuidedAnswers.question("does WEBMAIL accept the password").json());

        Answer next = respond(id(started), firstStep(started), "\"selected_option\": \"Yes\"");

        assertThat(next.text("answer_source")).isEqualTo("fallback");
    }

    @Test
    void confidence_is_clamped_and_a_missing_one_keeps_the_former() {
        Answer started = started();
        UUID id = id(started);
        Neighbours.model(GuidedAnswers.question("A?").with("confidence", 7).json());
        Answer sure = respond(id, firstStep(started), "\"selected_option\": \"Yes\"");
        assertThat(sure.json().path("confidence_score").asDouble()).isEqualTo(1.0);
        assertThat(sure.text("confidence_tier")).isEqualTo("guided");
        Neighbours.model(GuidedAnswers.question("B?").with("confidence", null).json());

        Answer same = respond(id, step(sure), "\"free_text\": \"yes\"");

        assertThat(same.json().path("confidence_score").asDouble()).isEqualTo(1.0);
    }

    @Test
    void an_unknown_domain_is_other_and_an_action_without_options_gets_three() {
        Answer started = started();
        Neighbours.model(
                GuidedAnswers.action("Restart the router", null)
                        .with("problem_domain", "plumbing")
                        .with("action_type", "teleport")
                        .json());

        Answer next = respond(id(started), firstStep(started), "\"selected_option\": \"Yes\"");

        assertThat(next.text("problem_domain")).isEqualTo("other");
        JsonNode step = next.json().path("step");
        assertThat(step.path("content").path("action_type").asString()).isEqualTo("instruction");
        var values = new ArrayList<String>();
        step.path("options").forEach(o -> values.add(o.path("value").asString()));
        assertThat(values).containsExactly("worked", "did_not_work", "could_not_try");
    }

    private Answer suggested(Answer started) {
        Neighbours.model(
                GuidedAnswers.resolution("Clear the saved password", "Clear the credential cache")
                        .json());
        return respond(id(started), firstStep(started), "\"selected_option\": \"Yes\"");
    }

    @Test
    void before_the_first_suggestion_the_engineers_preference_is_asked_without_a_model() {
        Answer started = started();
        UUID id = id(started);

        Answer asked = suggested(started);

        JsonNode step = asked.json().path("step");
        assertThat(step.path("content").path("kind").asString()).isEqualTo("preference_check");
        assertThat(asked.json().path("suggested_fix").isNull()).isTrue();
        assertThat(get(dana, S + "/" + id + "/suggested-fixes").json()).isEmpty();
        int calls = Neighbours.asked(id).size();

        Answer shown = respond(id, step(asked), "\"selected_option\": \"no_preference\"");

        assertThat(Neighbours.asked(id)).hasSize(calls);
        assertThat(shown.json().path("step").path("step_type").asString())
                .isEqualTo("resolution_suggestion");
        assertThat(shown.json().path("suggested_fix").path("source").asString())
                .isEqualTo("guided");
        assertThat(shown.json().path("suggested_fix").path("confidence").asInt()).isEqualTo(85);
        assertThat(shown.json().path("step").path("fix_id").asString())
                .isEqualTo(shown.json().path("suggested_fix").path("id").asString());
        assertThat(detail(dana, id).path("work_preference").asString()).isEqualTo("no_preference");
        assertThat(shown.json().path("step").path("content").path("follow_up_recommendations"))
                .hasSize(1);
    }

    @Test
    void with_a_preference_the_step_is_made_anew_and_it_is_asked_only_once() {
        Answer started = started();
        UUID id = id(started);
        Answer asked = suggested(started);
        Neighbours.model(GuidedAnswers.action("Run this", "cmdkey /list").json());

        Answer made = respond(id, step(asked), "\"selected_option\": \"command_line\"");

        assertThat(made.json().path("step").path("content").path("command").asString())
                .isEqualTo("cmdkey /list");
        assertThat(Neighbours.asked(id).getLast().path("inputs").path("work_preference").asString())
                .isEqualTo("command_line");
        var states = new ArrayList<String>();
        detail(dana, id).path("steps").forEach(s -> states.add(s.path("state").asString()));
        assertThat(states).contains("superseded").doesNotContain("held");
        Neighbours.model(GuidedAnswers.resolution("Clear it", "Clear the credential cache").json());
        Answer next = respond(id, step(made), "\"selected_option\": \"worked\"");
        assertThat(next.json().path("step").path("step_type").asString())
                .isEqualTo("resolution_suggestion");
        var options = new ArrayList<String>();
        next.json()
                .path("step")
                .path("options")
                .forEach(o -> options.add(o.path("value").asString()));
        assertThat(options).containsExactly("resolved", "not_resolved");
    }

    @Test
    void a_fork_makes_its_branches_at_once_and_the_answer_chooses_one() {
        Answer started = started();
        UUID id = id(started);
        Neighbours.model(GuidedAnswers.fork("Which way?", "Client", "Server").json());
        Answer forked = respond(id, firstStep(started), "\"selected_option\": \"Yes\"");
        JsonNode list = get(dana, S + "/" + id + "/branches").json();
        assertThat(list).hasSize(3);
        assertThat(forked.text("active_branch_id"))
                .as("the current branch stays until one is chosen")
                .isEqualTo(list.get(0).path("branch_id").asString());
        String server = forked.json().path("step").path("options").get(1).path("value").asString();
        assertThat(server).isEqualTo(list.get(2).path("branch_id").asString());
        Neighbours.model(GuidedAnswers.question("Is the certificate valid?").json());

        Answer next = respond(id, step(forked), "\"selected_option\": \"" + server + "\"");

        assertThat(next.text("active_branch_id")).isEqualTo(server);
        assertThat(next.json().path("step").path("branch_id").asString()).isEqualTo(server);
        assertThat(Neighbours.asked(id).getLast().path("inputs").path("branch").asString())
                .isEqualTo("Server");
        assertThat(next.json().path("state_version").asInt()).isEqualTo(3);
    }

    @Test
    void the_sixtieth_step_is_fixed_and_answering_it_is_refused() {
        Answer started = started();
        UUID id = id(started);
        rows().update(
                        """
                        insert into session_step (account_id, id, session_id, step_order, step_type, content, state, response, created_at)
                        select account_id, gen_random_uuid(), id, 0 - n, 'question', '{"text": "old"}', 'answered', null, now()
                          from ai_session, generate_series(1, 58) n where id = ?
                        """,
                        id);
        int calls = Neighbours.asked(id).size();

        Answer last = respond(id, firstStep(started), "\"selected_option\": \"Yes\"");

        assertThat(last.json().path("step").path("content").path("kind").asString())
                .isEqualTo("step_limit");
        assertThat(Neighbours.asked(id)).as("without a model").hasSize(calls);
        Answer refused = respond(id, step(last), "\"selected_option\": \"resolve\"");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("step_limit_reached");
    }

    @Test
    void chat_and_guided_do_not_take_each_others_turns() {
        Answer started = started();
        assertThat(post(dana, S + "/" + id(started) + "/chat", "{\"message\": \"hello\"}").code())
                .isEqualTo("wrong_session_type");
        Answer toChat = respond(chat(dana), UUID.randomUUID().toString(), "\"skip\": true");
        assertThat(toChat.code()).as("a chat has no steps").isEqualTo("wrong_session_type");
        assertThat(toChat.text("session_type")).isEqualTo("chat");
        post(dana, S + "/" + id(started) + "/pause", "");
        Answer paused = respond(id(started), firstStep(started), "\"skip\": true");
        assertThat(paused.code()).isEqualTo("invalid_session_status");
        assertThat(paused.json().path("allowed").get(0).asString()).isEqualTo("active");
    }

    @Test
    void nobody_else_answers_a_step() {
        Answer started = started();
        UUID id = id(started);
        String body = "{\"step_id\": \"" + firstStep(started) + "\", \"skip\": true}";

        assertThat(post(kim, S + "/" + id + "/respond", body).status()).isEqualTo(404);
        assertThat(post(stranger, S + "/" + id + "/respond", body).status()).isEqualTo(404);
        assertThat(post(viewer, S + "/" + id + "/respond", body).code()).isEqualTo("role_required");
        escalate(dana, id);
        assertThat(post(kim, S + "/" + id + "/respond", body).code())
                .isEqualTo("not_session_handler");
    }
}

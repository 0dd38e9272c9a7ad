package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Taking over from a colleague: one claim, then a briefing (contract-sessions §4.1, §8). */
class PickupIT extends RunningService {

    private static String claims(UUID session) {
        return "/internal/v1/sources/" + session + "/claim";
    }

    /** handoff-service gives it to whoever asks, and applies it here or not. */
    private void claimable(UUID session, UUID handoff, boolean applied) {
        Neighbours.SERVER.stubFor(
                WireMock.post(WireMock.urlPathEqualTo(claims(session)))
                        .atPriority(1)
                        .willReturn(
                                WireMock.okJson(
                                        """
                                        {"id": "%s", "status": "claimed", "claim_epoch": 1, "session_applied": %s}
                                        """
                                                .formatted(handoff, applied))));
    }

    private Answer pickup(TestPerson who, UUID id, String body) {
        return post(who, S + "/" + id + "/pickup", body);
    }

    private UUID guided() {
        Neighbours.model(
                GuidedAnswers.question("Does webmail accept the password?")
                        .options("Yes", "No")
                        .json());
        Answer started = post(dana, S, "{\"intake_content\": {\"text\": \"Outlook asks again\"}}");
        assertThat(started.status()).as(started.body()).isEqualTo(201);
        return UUID.fromString(started.text("session_id"));
    }

    @Test
    void kd_26_a_pickup_is_the_one_claim_then_a_briefing_from_the_record() {
        UUID id = guided();
        post(dana, S + "/" + id + "/facts", "{\"text\": \"Webmail works\"}");
        UUID handoff = escalate(dana, id);
        claimable(id, handoff, false);
        int calls = Neighbours.asked(id).size();

        Answer picked = pickup(kim, id, "{\"additional_context\": \"Seen this at Initrode\"}");

        assertThat(picked.status()).as(picked.body()).isEqualTo(200);
        assertThat(picked.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "session_id",
                        "status",
                        "handoff_id",
                        "resume_mode",
                        "step",
                        "pending_step",
                        "answer_source",
                        "state_version");
        assertThat(picked.text("status")).isEqualTo("active");
        assertThat(picked.text("handoff_id")).isEqualTo(handoff.toString());
        assertThat(picked.text("resume_mode")).isEqualTo("continue");
        assertThat(picked.text("answer_source")).isEqualTo("template");
        assertThat(Neighbours.asked(id)).as("no model for a continuation").hasSize(calls);
        JsonNode step = picked.json().path("step");
        assertThat(step.path("step_type").asString()).isEqualTo("briefing");
        assertThat(step.path("content").propertyNames())
                .contains(
                        "summary_prose",
                        "what_we_know",
                        "tried",
                        "current_hypothesis",
                        "suggested_steps",
                        "engineer_notes");
        assertThat(step.path("content").path("what_we_know").get(0).asString())
                .isEqualTo("Webmail works");
        assertThat(picked.json().path("pending_step").path("content").path("text").asString())
                .isEqualTo("Does webmail accept the password?");
        JsonNode detail = detail(kim, id);
        assertThat(detail.path("handler_name").asString()).isEqualTo("Kim Sato");
        var notes = new ArrayList<String>();
        detail.path("steps")
                .forEach(s -> {
                    if (s.path("step_type").asString().equals("note")) {
                        notes.add(s.path("content").path("text").asString());
                    }
                });
        assertThat(notes).containsExactly("Seen this at Initrode");
        assertThat(events(id)).contains("session.claim_applied");
    }

    @Test
    void again_in_the_same_mode_gives_the_same_briefing_and_no_second_version() {
        UUID id = chat(dana);
        UUID handoff = escalate(dana, id);
        act("claim", id, handoff, 1, kim);
        claimable(id, handoff, true);
        Answer first = pickup(kim, id, "{}");

        Answer second = pickup(kim, id, "{}");

        assertThat(second.text("state_version")).isEqualTo(first.text("state_version"));
        assertThat(second.json().path("step").path("step_id").asString())
                .isEqualTo(first.json().path("step").path("step_id").asString());
    }

    @Test
    void a_fresh_start_is_briefed_by_the_model_and_goes_on_from_the_briefing() {
        UUID id = guided();
        UUID handoff = escalate(dana, id);
        act("claim", id, handoff, 1, kim);
        Neighbours.model(
                """
                {"summary_prose": "Outlook prompts.", "what_we_know": ["It is one PC"], "tried": [], "current_hypothesis": null, "suggested_steps": ["Check webmail"]}
                """);

        Answer picked = pickup(kim, id, "{\"resume_mode\": \"fresh\"}");

        assertThat(picked.text("answer_source")).isEqualTo("model");
        assertThat(picked.json().path("pending_step").isNull()).isTrue();
        assertThat(Neighbours.asked(id).getLast().path("task").asString())
                .isEqualTo("flowpilot_pickup");
        assertThat(detail(kim, id).path("steps").get(0).path("state").asString())
                .isEqualTo("superseded");
        Neighbours.model(GuidedAnswers.question("Which Outlook?").json());
        Answer on =
                post(
                        kim,
                        S + "/" + id + "/respond",
                        "{\"step_id\": \"%s\", \"free_text\": \"Let us go on\"}"
                                .formatted(picked.json().path("step").path("step_id").asString()));
        assertThat(on.status()).as(on.body()).isEqualTo(200);
        assertThat(on.json().path("step").path("content").path("text").asString())
                .isEqualTo("Which Outlook?");
    }

    @Test
    void a_fresh_chat_is_not_told_what_was_said_before() {
        UUID id = chat(dana);
        post(dana, S + "/" + id + "/chat", "{\"message\": \"Outlook\"}");
        post(dana, S + "/" + id + "/chat", "{\"message\": \"The old story\"}");
        UUID handoff = escalate(dana, id);
        act("claim", id, handoff, 1, kim);
        pickup(kim, id, "{\"resume_mode\": \"fresh\"}");

        post(kim, S + "/" + id + "/chat", "{\"message\": \"What now?\"}");

        JsonNode asked = Neighbours.asked(id).getLast();
        assertThat(asked.path("inputs").path("history")).isEmpty();
        assertThat(asked.path("messages").toString())
                .doesNotContain("The old story")
                .contains("briefing");
    }

    @Test
    void a_pickup_never_fails_for_reasons_of_ai() {
        UUID id = chat(dana);
        UUID handoff = escalate(dana, id);
        act("claim", id, handoff, 1, kim);
        Neighbours.modelRefuses(429, "quota_exceeded", "");

        Answer picked = pickup(kim, id, "{\"resume_mode\": \"fresh\"}");

        assertThat(picked.status()).isEqualTo(200);
        assertThat(picked.text("answer_source")).isEqualTo("template");
    }

    @Test
    void who_is_late_or_out_of_place_is_told_so() {
        UUID id = chat(dana);
        assertThat(pickup(kim, id, "{}").status()).as("never handed over").isEqualTo(404);
        assertThat(pickup(dana, id, "{}").code()).isEqualTo("no_open_handoff");
        assertThat(pickup(viewer, id, "{}").code()).isEqualTo("role_required");
        UUID handoff = escalate(dana, id);
        assertThat(pickup(dana, id, "{}").code()).isEqualTo("own_handoff");
        assertThat(pickup(stranger, id, "{}").status()).isEqualTo(404);
        act("claim", id, handoff, 1, kim);
        TestPerson third = TestPerson.engineer(account, "Ali Third");

        Answer late = pickup(third, id, "{}");

        assertThat(late.status()).as("late is 409, not 404").isEqualTo(409);
        assertThat(late.code()).isEqualTo("already_claimed");
        assertThat(late.text("claimed_by_id")).isEqualTo(kim.userId().toString());
        assertThat(late.text("claimed_by_name")).isEqualTo("Kim Sato");
        assertThat(late.text("claimed_at")).isNotBlank();
        assertThat(pickup(dana, id, "{}").code()).isEqualTo("own_handoff");
        post(kim, S + "/" + id + "/resolve", "{\"resolution_summary\": \"Done\"}");
        assertThat(pickup(third, id, "{}").code()).isEqualTo("handoff_closed");
    }

    @Test
    void the_winner_of_a_race_is_named_by_handoff_service_and_its_absence_is_503() {
        UUID id = chat(dana);
        escalate(dana, id);
        assertThat(pickup(kim, id, "{}").status())
                .as("the claim is not known there")
                .isEqualTo(503);
        Neighbours.SERVER.stubFor(
                WireMock.post(WireMock.urlPathEqualTo(claims(id)))
                        .atPriority(1)
                        .willReturn(
                                Neighbours.problem(
                                        409,
                                        "already_claimed",
                                        "Late.",
                                        ",\"claimed_by_name\":\"Bo\"")));

        Answer late = pickup(kim, id, "{}");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("claimed_by_name")).isEqualTo("Bo");
    }

    @Test
    void a_mode_nobody_knows_is_422() {
        Answer refused = pickup(kim, chat(dana), "{\"resume_mode\": \"rewind\"}");

        assertThat(refused.status()).isEqualTo(422);
    }
}

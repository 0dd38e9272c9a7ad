package io.resolutionflow.handoff;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contract-handoffs §9: durable, retried, never in the way (KD-47). */
class AssessmentIT extends RunningService {

    private static final String AI = "/internal/v1/ai/completions";
    private final UUID session = UUID.randomUUID();

    private static ResponseDefinitionBuilder assessment(String structured) {
        return okJson(
                """
                {"request_id": "00000000-0000-4000-8000-000000000001", "task": "handoff_assessment", "tier": "standard", "replayed": false,
                 "attempts": 1, "latency_ms": 10, "content": "", "structured": %s, "provider": "offline", "model": "runbook-1",
                 "provider_label": "Built-in assistant", "is_language_model": false, "offline": true, "offline_reason": "configured",
                 "usage": null, "usage_quality": "counted", "cost_micros": 0, "price_version": null, "finish_reason": "stop",
                 "max_output_tokens": 1800}
                """
                        .formatted(structured));
    }

    private static final String GOOD =
            """
            {"summary_prose": "VPN renegotiation fails.", "what_we_know": ["Certificate is new"], "likely_cause": "Possibly the chain.",
             "suggested_steps": ["Check the chain"], "confidence": 0.4}
            """;

    private void awaitState(UUID handoff, String state) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get(ana, path(session, handoff)).text("assessment_state"))
                                .isEqualTo(state));
    }

    @Test
    void an_escalation_gets_its_assessment_and_the_stream_tells() {
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(AI))
                        .withHeader("X-RF-Account-Id", equalTo(account.toString()))
                        .willReturn(assessment(GOOD)));
        UUID handoff = escalated(ana, session);
        awaitState(handoff, "ready");
        Answer single = get(dana, path(session, handoff));
        assertThat(single.text("ai_assessment")).isEqualTo("VPN renegotiation fails.");
        assertThat(single.json().path("ai_assessment_data").path("answer_source").stringValue())
                .isEqualTo("offline");
        assertThat(
                        count(
                                "select count(*) from stream_event where event_type = 'handoff_assessment_ready'"))
                .isOne();
        assertThat(published("handoff.assessment_ready", handoff)).isOne();
        assertThat(
                        get(dana, "/api/v1/ai-sessions/queue")
                                .json()
                                .get(0)
                                .path("has_assessment")
                                .booleanValue())
                .isTrue();
        Neighbours.SERVER.verify(
                postRequestedFor(urlPathEqualTo(AI))
                        .withHeader("Idempotency-Key", equalTo(handoff + ":0"))
                        .withHeader("X-RF-Account-Id", equalTo(account.toString()))
                        .withRequestBody(matchingJsonPath("$.task", equalTo("handoff_assessment")))
                        .withRequestBody(
                                matchingJsonPath("$.inputs.snapshot.client_name", equalTo("Acme")))
                        .withRequestBody(
                                matchingJsonPath(
                                        "$.actor.user_id", equalTo(ana.userId().toString()))));

        Answer again = post(dana, path(session, handoff, "assessment"), null);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("ai_assessment")).isEqualTo("VPN renegotiation fails.");
        await().atMost(SOON)
                .untilAsserted(() ->
                        Neighbours.SERVER.verify(
                                postRequestedFor(urlPathEqualTo(AI))
                                        .withHeader("Idempotency-Key", equalTo(handoff + ":1"))));
    }

    @Test
    void a_failing_call_is_tried_again_under_the_same_key_KD_47() {
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(AI))
                        .withHeader("X-RF-Account-Id", equalTo(account.toString()))
                        .inScenario("try")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(aResponse().withStatus(500))
                        .willSetStateTo("second"));
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(AI))
                        .withHeader("X-RF-Account-Id", equalTo(account.toString()))
                        .inScenario("try")
                        .whenScenarioStateIs("second")
                        .willReturn(assessment("{\"summary_prose\": \"too little\"}"))
                        .willSetStateTo("third"));
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(AI))
                        .withHeader("X-RF-Account-Id", equalTo(account.toString()))
                        .inScenario("try")
                        .whenScenarioStateIs("third")
                        .willReturn(assessment(GOOD)));
        UUID handoff = escalated(ana, session);
        awaitState(handoff, "ready");
        assertThat(count("select attempts from assessment_job where handoff_id = ?", handoff))
                .isEqualTo(3);
        Neighbours.SERVER.verify(
                3,
                postRequestedFor(urlPathEqualTo(AI))
                        .withHeader("Idempotency-Key", equalTo(handoff + ":0")));
    }

    @Test
    void after_its_last_try_an_assessment_is_failed_and_can_be_asked_for_again() {
        UUID handoff = escalated(ana, session);
        assertThat(post(dana, path(session, handoff, "assessment"), null).text("code"))
                .isEqualTo("assessment_running");
        awaitState(handoff, "failed");
        assertThat(get(ana, path(session, handoff)).text("assessment_error"))
                .isEqualTo("ai_unavailable");
        assertThat(
                        count(
                                "select count(*) from stream_event where event_type = 'handoff_assessment_ready'"))
                .isOne();
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(AI))
                        .withHeader("X-RF-Account-Id", equalTo(account.toString()))
                        .willReturn(assessment(GOOD)));
        assertThat(post(dana, path(session, handoff, "assessment"), null).status()).isEqualTo(202);
        awaitState(handoff, "ready");
    }

    @Test
    void a_spent_quota_and_a_switched_off_ai_are_final() {
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(AI))
                        .withHeader("X-RF-Account-Id", equalTo(account.toString()))
                        .willReturn(Neighbours.problem(429, "quota_exceeded", "")));
        UUID handoff = escalated(ana, session);
        awaitState(handoff, "failed");
        assertThat(get(ana, path(session, handoff)).text("assessment_error"))
                .isEqualTo("quota_exceeded");
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(AI))
                        .withHeader("X-RF-Account-Id", equalTo(account.toString()))
                        .willReturn(Neighbours.problem(503, "ai_disabled", "")));
        post(dana, path(session, handoff, "assessment"), null);
        awaitState(handoff, "skipped");
        assertThat(get(ana, path(session, handoff)).text("assessment_error"))
                .isEqualTo("ai_disabled");
    }

    @Test
    void parked_work_is_not_assessed_and_cancelled_work_no_more() {
        UUID parked = handedOn(ana, session, "park", "handoff", "normal");
        assertThat(get(ana, path(session, parked)).text("assessment_state"))
                .isEqualTo("not_wanted");
        assertThat(post(ana, path(session, parked, "cancel"), "{}").status()).isEqualTo(200);
        assertThat(post(ana, path(session, parked, "assessment"), null).text("code"))
                .isEqualTo("handoff_closed");
        assertThat(count("select count(*) from assessment_job")).isZero();
    }

    @Test
    void a_snapshot_that_was_cut_is_assessed_from_the_owners_bundle() {
        Neighbours.SERVER.stubFor(
                WireMock.post(urlPathEqualTo(AI))
                        .withHeader("X-RF-Account-Id", equalTo(account.toString()))
                        .willReturn(assessment(GOOD)));
        Neighbours.SERVER.stubFor(
                WireMock.get(urlPathEqualTo("/internal/v1/ai-sessions/" + session + "/bundle"))
                        .withQueryParam("purpose", equalTo("assessment"))
                        .willReturn(okJson("{\"title\": \"All of it\"}")));
        UUID handoff = UUID.randomUUID();
        publish(
                "rf.session.events",
                "session.handoff_requested",
                session,
                1,
                Events.sessionHandoff(handoff, session, ana, "escalate", "escalate", "normal")
                        .replace(
                                "\"state_version\": 5",
                                "\"state_version\": 5, \"truncated\": true"));
        awaitRow(handoff);
        awaitState(handoff, "ready");
        Neighbours.SERVER.verify(
                postRequestedFor(urlPathEqualTo(AI))
                        .withHeader("Idempotency-Key", equalTo(handoff + ":0"))
                        .withRequestBody(
                                matchingJsonPath("$.inputs.snapshot.title", equalTo("All of it"))));
    }
}

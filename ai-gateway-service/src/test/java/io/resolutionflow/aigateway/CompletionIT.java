package io.resolutionflow.aigateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CompletionIT extends GatewayUnderTest {

    @BeforeEach
    void roomEnough() {
        unlimited();
    }

    @Test
    void an_answer_carries_the_providers_own_figures_and_their_price_KD_1() {
        Answer reply =
                complete(
                        "chat_message",
                        newKey(),
                        "\"reference\":{\"kind\":\"ai_session\",\"id\":\""
                                + UUID.randomUUID()
                                + "\"}");

        JsonNode answer = reply.json();
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(answer.get("content").asString()).isEqualTo("Restart it.");
        assertThat(answer.get("provider_label").asString()).isEqualTo("Simulated model");
        assertThat(answer.get("is_language_model").asBoolean()).isTrue();
        assertThat(answer.get("offline").asBoolean()).isFalse();
        assertThat(answer.get("usage").toString())
                .isEqualTo(
                        "{\"input_tokens\":100,\"cached_input_tokens\":80,\"cache_write_tokens\":0,\"output_tokens\":50,\"reasoning_tokens\":12}");
        assertThat(answer.get("usage_quality").asString()).isEqualTo("exact");
        // 20 fresh at 2, 80 cached at 0.2, 50 out at 10 USD a million
        assertThat(answer.get("cost_micros").asLong()).isEqualTo(40 + 16 + 500);
        assertThat(answer.get("price_version").asString())
                .isEqualTo("01980000-0000-7000-8000-000000000007");
        assertThat(quota().at("/tokens/used").asLong()).isEqualTo(150);
        assertThat(quota().at("/cost/used_micros").asLong()).isEqualTo(556);
        assertThat(quota().get("monthly_used").asLong()).isEqualTo(1);
        assertThat(quota().get("monthly_reserved").asLong()).isZero();
    }

    @Test
    void a_server_without_figures_is_counted_and_never_written_as_zero_KD_1() {
        PROVIDER.stubFor(
                WireMock.post(urlEqualTo("/v1/chat/completions"))
                        .willReturn(okJson(chatCompletion("Restart it.", "\"usage\":null"))));

        JsonNode answer = complete("chat_message", newKey(), "").json();

        assertThat(answer.get("usage_quality").asString()).isEqualTo("counted");
        assertThat(answer.at("/usage/input_tokens").asLong()).isPositive();
        assertThat(answer.at("/usage/output_tokens").asLong()).isPositive();
        assertThat(answer.get("cost_micros").asLong()).isPositive();
    }

    @Test
    void the_same_key_again_is_replayed_and_costs_nothing() {
        String key = newKey();
        Answer first = complete("chat_message", key, "\"deadline\":\"2999-01-01T00:00:00Z\"");
        Answer second = complete("chat_message", key, "\"deadline\":\"2998-01-01T00:00:00Z\"");

        assertThat(second.json().get("replayed").asBoolean()).isTrue();
        assertThat(second.json().get("request_id")).isEqualTo(first.json().get("request_id"));
        assertThat(second.json().get("content")).isEqualTo(first.json().get("content"));
        assertThat(providerCalls()).isEqualTo(1);
        assertThat(quota().get("monthly_used").asLong()).isEqualTo(1);
        assertThat(get(owner, "/api/v1/ai/usage").json()).hasSize(1);
    }

    @Test
    void a_key_belongs_to_its_account_task_and_body() {
        String key = newKey();
        complete("chat_message", key, "");
        var stranger = TestPerson.engineer(UUID.randomUUID());

        assertThat(complete("chat_message", key, "\"attempt\":2").code())
                .isEqualTo("idempotency_key_reused");
        assertThat(complete("ticket_notes", key, "").json().get("replayed").asBoolean()).isFalse();
        assertThat(complete(stranger, "chat_message", key, "").json().get("replayed").asBoolean())
                .isFalse();
    }

    @Test
    void while_a_key_runs_it_is_in_flight_and_afterwards_answered() {
        providerAnswers("Slowly.", 1_500);
        String key = newKey();
        var first = CompletableFuture.supplyAsync(() -> complete("chat_message", key, ""));
        await().until(() -> quota().get("monthly_reserved").asLong() == 1);

        Answer second = complete("chat_message", key, "");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("idempotency_in_flight");
        assertThat(second.header("Retry-After")).isEqualTo("2");
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(providerCalls()).isEqualTo(1);
    }

    @Test
    void a_failed_call_gives_its_hold_back_counts_nothing_and_frees_its_key_KD_4() {
        PROVIDER.stubFor(
                WireMock.post(urlEqualTo("/v1/chat/completions"))
                        .willReturn(
                                aResponse().withStatus(400).withBody("vendor says canary-text")));
        String key = newKey();

        Answer failed = complete("chat_message", key, "");

        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.code()).isEqualTo("ai_provider_error");
        assertThat(failed.json().get("error_class").asString()).isEqualTo("rejected");
        assertThat(failed.body()).doesNotContain("canary").doesNotContain("Exception");
        JsonNode quota = quota();
        assertThat(quota.get("monthly_used").asLong() + quota.get("monthly_reserved").asLong())
                .isZero();
        assertThat(quota.at("/tokens/used").asLong() + quota.at("/tokens/reserved").asLong())
                .isZero();
        assertThat(
                        quota.at("/cost/used_micros").asLong()
                                + quota.at("/cost/reserved_micros").asLong())
                .isZero();
        JsonNode row = get(owner, "/api/v1/ai/usage").json().get(0);
        assertThat(row.get("outcome").asString()).isEqualTo("failed");
        assertThat(row.get("error_code").asString()).isEqualTo("rejected");
        assertThat(row.get("usage").isNull()).isTrue();
        assertThat(row.get("counts_toward_quota").asBoolean()).isFalse();

        providerAnswers("Now.", 0);
        assertThat(complete("chat_message", key, "").json().get("replayed").asBoolean()).isFalse();
    }

    @Test
    void each_attempt_is_one_call_at_the_provider_and_one_row() {
        var route = urlEqualTo("/v1/chat/completions");
        PROVIDER.stubFor(
                WireMock.post(route)
                        .inScenario("flaky")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(aResponse().withStatus(503))
                        .willSetStateTo("up"));
        PROVIDER.stubFor(
                WireMock.post(route)
                        .inScenario("flaky")
                        .whenScenarioStateIs("up")
                        .willReturn(okJson(chatCompletion("Up.", PROVIDER_USAGE))));

        JsonNode answer = complete("chat_message", newKey(), "").json();

        assertThat(answer.get("attempts").asInt()).isEqualTo(2);
        assertThat(providerCalls()).isEqualTo(2);
        JsonNode row = get(owner, "/api/v1/ai/usage/" + answer.get("request_id").asString()).json();
        assertThat(row.get("attempts")).hasSize(2);
        assertThat(row.at("/attempts/0/outcome").asString()).isEqualTo("failed");
        assertThat(row.at("/attempts/0/http_status").asInt()).isEqualTo(503);
        assertThat(row.at("/attempts/0/usage").isNull()).isTrue();
        assertThat(row.at("/attempts/1/kind").asString()).isEqualTo("retry");
        assertThat(row.at("/attempts/1/counts").asBoolean()).isTrue();
        assertThat(quota().get("monthly_used").asLong()).isEqualTo(1);
    }

    @Test
    void a_provider_that_is_late_is_a_timeout_and_nothing_is_counted() {
        providerAnswers("Too late.", 3_000);

        Answer late =
                complete(
                        "chat_message",
                        newKey(),
                        "\"deadline\":\"" + java.time.Instant.now().plusMillis(600) + "\"");

        assertThat(late.status()).isEqualTo(502);
        assertThat(late.code()).isEqualTo("ai_provider_timeout");
        assertThat(quota().get("monthly_reserved").asLong() + quota().get("monthly_used").asLong())
                .isZero();
    }

    @Test
    void bad_json_of_a_model_is_never_the_callers_fault_KD_9() {
        String schema =
                "\"response_schema\":{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\"}}}";

        Answer error = complete("flowpilot_respond", newKey(), schema);
        Answer returned =
                complete("flowpilot_respond", newKey(), schema + ",\"on_invalid\":\"return\"");

        assertThat(error.status()).isEqualTo(502);
        assertThat(error.code()).isEqualTo("invalid_model_output");
        assertThat(returned.status()).isEqualTo(200);
        assertThat(returned.json().get("structured").isNull()).isTrue();
        assertThat(returned.json().get("content").asString()).isEqualTo("Restart it.");
        assertThat(
                        get(owner, "/api/v1/ai/usage?outcome=failed")
                                .json()
                                .at("/0/error_code")
                                .asString())
                .isEqualTo("invalid_model_output");
    }

    @Test
    void json_in_a_fence_is_read_and_validated() {
        providerAnswers("```json\n{\"a\":\"b\"}\n```", 0);

        Answer reply =
                complete(
                        "flowpilot_respond",
                        newKey(),
                        "\"response_schema\":{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\"}}}");

        assertThat(reply.json().at("/structured/a").asString()).isEqualTo("b");
    }

    @Test
    void secrets_are_taken_out_before_egress_and_the_key_is_in_no_answer() {
        String body = "\"reference\":{\"kind\":\"account\",\"id\":\"" + account + "\"}";
        String text =
                "{\"task\":\"chat_message\",\"inputs\":{\"message\":\"only-for-offline\"},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"his password: hunter2\"}]}],"
                        + body
                        + "}";

        Answer reply = post(engineer, "/internal/v1/ai/completions", text, newKey());

        assertThat(reply.status()).isEqualTo(200);
        var sent = PROVIDER.getAllServeEvents().getFirst().getRequest();
        assertThat(sent.getBodyAsString())
                .doesNotContain("hunter2")
                .doesNotContain("only-for-offline")
                .contains("[secret:1]");
        assertThat(sent.getHeader("Authorization")).isEqualTo("Bearer " + CANARY_KEY);
        assertThat(reply.body()).doesNotContain("canary-key");
        assertThat(get(owner, "/api/v1/ai/providers").body())
                .doesNotContain("canary-key")
                .doesNotContain("http");
    }

    @Test
    void a_disallowed_provider_is_never_called() {
        administer("{\"allowed_providers\":[\"offline\"]}");

        Answer standard = complete("chat_message", newKey(), "");
        Answer fast = complete("fact_synthesis", newKey(), "");

        assertThat(standard.status()).isEqualTo(503);
        assertThat(standard.code()).isEqualTo("ai_not_configured");
        assertThat(fast.status()).isEqualTo(200);
        assertThat(fast.json().get("offline_reason").asString()).isEqualTo("configured");
        assertThat(providerCalls()).isZero();
    }

    @Test
    void an_account_without_ai_gets_templates_only() {
        administer("{\"ai_enabled\":false}");

        assertThat(complete("chat_message", newKey(), "").code()).isEqualTo("ai_disabled");
        JsonNode only = complete("chat_message", newKey(), "\"offline\":\"only\"").json();
        assertThat(only.get("offline").asBoolean()).isTrue();
        assertThat(only.get("offline_reason").asString()).isEqualTo("requested");
        assertThat(only.get("provider_label").asString())
                .isEqualTo("Built-in assistant, not a language model");
        assertThat(only.get("is_language_model").asBoolean()).isFalse();
        assertThat(providerCalls()).isZero();
    }

    @Test
    void offline_on_request_takes_nothing_from_the_plan_and_is_recorded() {
        JsonNode only = complete("chat_message", newKey(), "\"offline\":\"only\"").json();

        assertThat(only.at("/usage/output_tokens").asLong()).isPositive();
        assertThat(quota().get("monthly_used").asLong()).isZero();
        assertThat(quota().at("/tokens/used").asLong()).isZero();
        JsonNode row = get(owner, "/api/v1/ai/usage?offline=true").json().get(0);
        assertThat(row.get("counts_toward_quota").asBoolean()).isFalse();
        assertThat(row.get("outcome").asString()).isEqualTo("succeeded");
    }

    @Test
    void work_of_a_service_is_booked_on_the_actor_it_names() {
        var person = TestPerson.engineer(account, "Kim Actor");
        String body =
                "{\"task\":\"handoff_assessment\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}],\"actor\":{\"user_id\":\""
                        + person.userId()
                        + "\",\"name\":\"Kim Actor\"}}";

        assertThat(
                        asService(
                                        "handoff-service",
                                        account,
                                        "POST",
                                        "/internal/v1/ai/completions",
                                        body)
                                .status())
                .isEqualTo(200);
        assertThat(get(owner, "/api/v1/ai/usage").json().at("/0/user_name").asString())
                .isEqualTo("Kim Actor");
        assertThat(get(owner, "/api/v1/ai/usage?user_id=" + person.userId()).json()).hasSize(1);
    }

    @Test
    void one_event_per_request_without_any_text() {
        complete("chat_message", newKey(), "");
        PROVIDER.stubFor(
                WireMock.post(urlEqualTo("/v1/chat/completions"))
                        .willReturn(aResponse().withStatus(401)));
        complete("chat_message", newKey(), "");

        var events = events("ai.usage_recorded");
        assertThat(events).hasSize(2);
        assertThat(events.get(0).get("outcome").asString()).isEqualTo("succeeded");
        assertThat(events.get(0).at("/usage/input_tokens").asLong()).isEqualTo(100);
        assertThat(events.get(1).get("error_code").asString()).isEqualTo("auth");
        assertThat(events.toString()).doesNotContain("Restart it").doesNotContain("printer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"task\":\"chat_title\",\"inputs\":{},\"messages\":[]}|422|unknown_task",
                "{\"inputs\":{},\"messages\":[]}|422|unknown_task",
                "{\"task\":\"chat_message\",\"inputs\":[],\"messages\":[]}|422|validation_failed",
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[]}|422|validation_failed",
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[]}]}|422|validation_failed",
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}]}|422|validation_failed",
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}],\"deadline\":\"2020-01-01T00:00:00Z\"}|422|validation_failed",
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}],\"attempt\":4}|422|validation_failed",
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}],\"max_output_tokens\":15}|422|validation_failed",
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}],\"idempotency_key\":\"other\"}|422|validation_failed",
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}],\"response_schema\":{\"pattern\":\"x\"}}|422|schema_unsupported",
                "{\"task\":7}|422|validation_failed",
                "{broken|400|malformed_request"
            })
    void a_malformed_request_is_refused_before_anything_is_held(
            String body, int status, String code) {
        Answer reply = post(engineer, "/internal/v1/ai/completions", body, newKey());

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(providerCalls()).isZero();
    }

    @Test
    void sizes_beyond_the_limits_are_413_and_a_missing_key_422() {
        String big =
                "{\"task\":\"chat_message\",\"inputs\":{\"a\":\""
                        + "x".repeat(262_144)
                        + "\"},\"messages\":[]}";
        String noKey =
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}]}";

        assertThat(post(engineer, "/internal/v1/ai/completions", big, "k").status()).isEqualTo(413);
        Answer refused = post(engineer, "/internal/v1/ai/completions", noKey);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("idempotency_key");
    }

    @Test
    void the_route_tells_what_would_answer() {
        JsonNode route =
                asService(
                                "session-service",
                                account,
                                "GET",
                                "/internal/v1/ai/route?task=chat_message",
                                null)
                        .json();
        JsonNode embed = get(engineer, "/internal/v1/ai/route?task=embed").json();

        assertThat(route.get("model").asString()).isEqualTo("sim-ok");
        assertThat(route.get("tier").asString()).isEqualTo("standard");
        assertThat(embed.get("model").asString()).isEqualTo("all-minilm-l6-v2");
        assertThat(embed.get("model_version").asString()).hasSize(16);
    }
}

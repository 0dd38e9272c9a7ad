package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Retries, fallbacks, breakers, cooling and repair (contract-ai §5). */
@ExtendWith(OutputCaptureExtension.class)
class ProviderFailuresIT extends LiveModelsUnderTest {

    private static final String SCHEMA =
            "\"response_schema\":{\"type\":\"object\",\"required\":[\"note\"],\"properties\":{\"note\":{\"type\":\"string\"}}}";

    @ParameterizedTest
    @ValueSource(strings = {"oai-sim-500-then-ok", "ant-sim-429-retry-1", "goo-sim-429-retry-1"})
    void a_failure_that_passes_is_tried_again_at_the_same_model(String endpoint) {
        allow(endpoint);
        JsonNode answer = complete("chat_message", newKey(), "").json();

        assertThat(answer.get("attempts").asInt()).isEqualTo(2);
        JsonNode row = usage(answer.get("request_id").asString());
        assertThat(row.at("/attempts/1/kind").asString()).isEqualTo("retry");
        assertThat(row.at("/attempts/0/outcome").asString()).isEqualTo("failed");
        assertThat(SimulatedModels.calls()).hasSize(2);
    }

    @Test
    void a_long_wait_is_not_waited_for_the_next_answers_and_the_first_cools() {
        allow("oai-sim-429-retry-30", "ant-sim-ok");
        JsonNode first = complete("chat_message", newKey(), "").json();
        SimulatedModels.forget();
        JsonNode second = complete("chat_message", newKey(), "").json();

        assertThat(first.get("provider").asString()).isEqualTo("ant-sim-ok");
        assertThat(second.get("attempts").asInt()).isEqualTo(1);
        assertThat(SimulatedModels.calls()).hasSize(1);
        JsonNode cooling = model("oai-sim-429-retry-30");
        assertThat(cooling.get("cooling_until").isNull()).isFalse();
        assertThat(cooling.get("last_error_code").asString()).isEqualTo("rate_limited");
        assertThat(cooling.get("breaker").asString()).isEqualTo("closed");
    }

    @ParameterizedTest
    @CsvSource({
        "oai-sim-status-401, auth",
        "ant-sim-spent, provider_quota",
        "goo-sim-spent, provider_quota"
    })
    void where_asking_again_cannot_help_the_model_rests(String endpoint, String errorClass) {
        allow(endpoint);
        Answer refused = complete("chat_message", newKey(), "");
        Answer resting = complete("chat_message", newKey(), "");

        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.json().get("error_class").asString()).isEqualTo(errorClass);
        assertThat(resting.status()).isEqualTo(503);
        assertThat(resting.code()).isEqualTo("ai_unavailable");
        assertThat(Long.parseLong(resting.header("Retry-After"))).isBetween(1L, 301L);
        assertThat(SimulatedModels.calls()).hasSize(1);
        assertThat(model(endpoint).get("breaker").asString()).isEqualTo("open");
        assertThat(model(endpoint).get("state").asString()).isEqualTo("down");
    }

    @Test
    void the_breaker_opens_when_half_of_the_last_calls_failed() {
        allow("oai-sim-529");
        for (int i = 0; i < 5; i++) {
            assertThat(complete("chat_message", newKey(), "").status()).isEqualTo(502);
        }
        int calls = SimulatedModels.calls().size();

        assertThat(complete("chat_message", newKey(), "").code()).isEqualTo("ai_unavailable");
        assertThat(SimulatedModels.calls()).hasSize(calls).hasSize(10);
    }

    @Test
    void a_server_that_knows_no_options_is_asked_without_them() {
        allow("oai-sim-simple");
        JsonNode answer =
                complete("chat_message", newKey(), SCHEMA + ",\"on_invalid\":\"return\"").json();

        assertThat(answer.get("content").asString()).startsWith("This answer");
        JsonNode row = usage(answer.get("request_id").asString());
        assertThat(row.at("/attempts/0/error_code").asString()).isEqualTo("rejected");
        assertThat(row.at("/attempts/1/kind").asString()).isEqualTo("retry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oai", "ant", "goo"})
    void an_answer_that_does_not_fit_is_repaired_once_and_both_are_paid(String vendor) {
        allow(vendor + "-sim-bad-json-then-ok");
        JsonNode answer = complete("chat_message", newKey(), SCHEMA).json();

        assertThat(answer.at("/structured/note").asString()).isNotEmpty();
        assertThat(answer.get("attempts").asInt()).isEqualTo(2);
        assertThat(answer.at("/usage/input_tokens").asLong()).isEqualTo(200);
        JsonNode row = usage(answer.get("request_id").asString());
        assertThat(row.at("/attempts/1/kind").asString()).isEqualTo("repair");
        assertThat(row.at("/attempts/0/counts").asBoolean()).isTrue();
        assertThat(row.at("/attempts/1/counts").asBoolean()).isTrue();
        assertThat(row.get("cost_micros").asLong())
                .isEqualTo(
                        row.at("/attempts/0/cost_micros").asLong()
                                + row.at("/attempts/1/cost_micros").asLong());
        assertThat(quota().get("monthly_used").asLong()).isEqualTo(1);
        assertThat(quota().at("/tokens/used").asLong()).isEqualTo(300);
        assertThat(quota().at("/tokens/reserved").asLong()).isZero();
    }

    @Test
    void still_not_the_schema_is_502_with_paths_and_nothing_counted_KD_9() {
        allow("oai-sim-bad-json");
        Answer refused = complete("chat_message", newKey(), SCHEMA);

        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.code()).isEqualTo("invalid_model_output");
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("$");
        assertThat(refused.body()).doesNotContain("unfinished");
        assertThat(SimulatedModels.calls()).hasSize(2);
        assertThat(quota().get("monthly_used").asLong()).isZero();
        JsonNode row = lastUsage();
        assertThat(row.get("outcome").asString()).isEqualTo("failed");
        assertThat(row.at("/attempts/1/cost_micros").asLong()).isPositive();
        assertThat(summaryTotals().get("uncounted_cost_micros").asLong()).isEqualTo(2 * 556);
    }

    @Test
    void who_wants_no_repair_gets_what_came() {
        allow("oai-sim-bad-json");
        JsonNode answer =
                complete(
                                "chat_message",
                                newKey(),
                                SCHEMA + ",\"on_invalid\":\"return\",\"max_repairs\":0")
                        .json();

        assertThat(answer.get("structured").isNull()).isTrue();
        assertThat(answer.get("content").asString()).contains("unfinished");
        assertThat(SimulatedModels.calls()).hasSize(1);
    }

    @Test
    void a_block_is_a_502_with_a_schema_and_an_answer_without() {
        allow("ant-sim-blocked");
        assertThat(complete("chat_message", newKey(), SCHEMA).code())
                .isEqualTo("ai_content_blocked");
        assertThat(complete("chat_message", newKey(), "").json().get("finish_reason").asString())
                .isEqualTo("content_filter");
        assertThat(SimulatedModels.calls()).hasSize(2);
    }

    @Test
    void the_model_that_served_a_piece_of_work_is_asked_first_again() {
        String work =
                "\"reference\":{\"kind\":\"ai_session\",\"id\":\"" + UUID.randomUUID() + "\"}";
        allow("goo-sim-ok");
        complete("chat_message", newKey(), work);
        allow("oai-sim-ok", "ant-sim-ok", "goo-sim-ok");

        assertThat(complete("chat_message", newKey(), work).json().get("provider").asString())
                .isEqualTo("goo-sim-ok");
        assertThat(complete("chat_message", newKey(), "").json().get("provider").asString())
                .isEqualTo("oai-sim-ok");
    }

    @Test
    void the_deadline_always_wins() {
        allow("oai-sim-slow-20000");
        Answer late =
                complete(
                        "chat_message",
                        newKey(),
                        "\"deadline\":\"" + java.time.Instant.now().plusMillis(1_500) + "\"");

        assertThat(late.status()).isEqualTo(502);
        assertThat(late.code()).isEqualTo("ai_provider_timeout");
        assertThat(quota().get("monthly_reserved").asLong()).isZero();
    }

    @Test
    void no_key_is_told_anywhere_whatever_fails(CapturedOutput output) {
        for (String endpoint :
                new String[] {
                    "oai-sim-status-401",
                    "ant-sim-529",
                    "goo-sim-spent",
                    "oai-sim-cut",
                    "ant-sim-status-400",
                    "goo-sim-429-retry-30"
                }) {
            allow(endpoint);
            assertThat(complete("chat_message", newKey(), "").body()).doesNotContain("canary");
        }
        assertThat(get(owner, "/api/v1/ai/providers").body())
                .doesNotContain("canary")
                .doesNotContain("127.0.0.1");
        assertThat(output.getAll()).doesNotContain("sim-canary-key");
    }

    private JsonNode model(String endpoint) {
        for (JsonNode provider : get(owner, "/api/v1/ai/providers").json()) {
            if (provider.get("name").asString().equals(endpoint)) {
                return provider.get("models").get(0);
            }
        }
        throw new AssertionError(endpoint);
    }

    private JsonNode summaryTotals() {
        return get(owner, "/api/v1/ai/usage/summary").json().get("totals");
    }
}

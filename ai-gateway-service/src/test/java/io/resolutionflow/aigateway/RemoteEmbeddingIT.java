package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A deployment whose vectors a vendor makes (contract-ai §7): metered like any model call. */
class RemoteEmbeddingIT extends LiveModelsUnderTest {

    private static final String EMBEDDINGS = "/internal/v1/ai/embeddings";

    @Autowired private EmbedderChoice choice;

    private Answer embed(String purpose, String... texts) {
        return embed(engineer, purpose, texts);
    }

    private Answer embed(TestPerson who, String purpose, String... texts) {
        return post(
                who,
                EMBEDDINGS,
                "{\"texts\":"
                        + json.writeValueAsString(texts)
                        + ",\"purpose\":\""
                        + purpose
                        + "\"}");
    }

    private int calls() {
        return SimulatedModels.calls().size();
    }

    @Test
    void vectors_are_the_vendors_made_unit_length_and_paid_by_its_own_figures() {
        Answer answer = embed("query", "one " + account, "two " + account);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode made = answer.json();
        assertThat(made.get("provider").asString()).isEqualTo("oai-sim-embed");
        assertThat(made.get("model_version").asString()).isEqualTo("sim-embed");
        assertThat(made.get("dims").asInt()).isEqualTo(384);
        for (JsonNode vector : made.get("vectors")) {
            assertThat(vector).hasSize(384);
            assertThat(vector.valueStream().mapToDouble(x -> x.asDouble() * x.asDouble()).sum())
                    .isBetween(0.999, 1.001);
        }
        assertThat(made.at("/usage/input_tokens").asLong()).isEqualTo(14);
        assertThat(made.get("usage_quality").asString()).isEqualTo("exact");
        assertThat(made.get("cost_micros").asLong()).isEqualTo(28);
        assertThat(quota().at("/tokens/used").asLong()).isEqualTo(14);
        assertThat(quota().at("/cost/used_micros").asLong()).isEqualTo(28);
        assertThat(quota().at("/tokens/reserved").asLong()).isZero();
        assertThat(quota().get("monthly_used").asLong()).as("no call is counted").isZero();
        JsonNode row = lastUsage();
        assertThat(row.get("task").asString()).isEqualTo("embed");
        assertThat(row.get("attempts")).hasSize(1);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void what_the_cache_knows_is_neither_sent_nor_paid_again() {
        JsonNode first = embed("document", "cached " + account).json();
        JsonNode second = embed("document", "cached " + account).json();

        assertThat(second.get("cached").asBoolean()).isTrue();
        assertThat(second.get("vectors")).isEqualTo(first.get("vectors"));
        assertThat(second.get("cost_micros").asLong()).isZero();
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void secrets_are_taken_out_before_the_text_leaves() {
        JsonNode secret = embed("document", "password: hunter2-hunter2").json();
        JsonNode redacted = embed("document", "password: [secret:1]").json();

        assertThat(secret.get("vectors")).isEqualTo(redacted.get("vectors"));
    }

    @Test
    void a_text_beyond_the_window_is_sent_in_parts_and_comes_back_as_one() {
        Answer answer = embed("document", "word ".repeat(1_599) + "end");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("vectors")).hasSize(1);
        assertThat(answer.json().at("/usage/input_tokens").asLong()).isEqualTo(14);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void the_switch_the_allow_list_and_the_quota_stop_what_would_leave_the_process() {
        administer("{\"ai_enabled\":false}");
        assertThat(embed("query", "x").code()).isEqualTo("ai_disabled");
        administer("{\"ai_enabled\":true,\"allowed_providers\":[\"offline\"]}");
        assertThat(embed("query", "x").code()).isEqualTo("ai_not_configured");
        administer("{\"allowed_providers\":null}");
        put(
                TestPerson.superAdmin(),
                "/api/v1/ai/admin/accounts/" + account + "/overrides/monthly_tokens",
                "{\"value\":0,\"reason\":\"spent\"}");
        Answer spent = embed("query", "x");
        assertThat(spent.status()).isEqualTo(429);
        assertThat(spent.code()).isEqualTo("quota_exceeded");
        assertThat(spent.json().get("deny_reason").asString()).isEqualTo("tokens");
        assertThat(calls()).as("nothing left the process").isZero();
    }

    @Test
    void a_failure_is_tried_once_more_each_attempt_with_its_row() {
        Answer answer = embed("query", "sim-500-then-ok " + account);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode attempts = lastUsage().get("attempts");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.at("/0/outcome").asString()).isEqualTo("failed");
        assertThat(attempts.at("/1/kind").asString()).isEqualTo("retry");
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void without_the_vendor_it_is_503_and_nothing_else_makes_vectors() {
        Answer answer = embed("query", "sim-529 " + account);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("ai_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(quota().at("/tokens/used").asLong()).isZero();
        assertThat(quota().at("/tokens/reserved").asLong()).isZero();
        assertThat(lastUsage().get("outcome").asString()).isEqualTo("failed");
        assertThat(calls()).as("once more, then no more").isEqualTo(2);

        circuits.cool(choice.remote().orElseThrow(), null);
        assertThat(embed("query", "another " + account).code()).isEqualTo("ai_unavailable");
        assertThat(calls()).as("it rests").isEqualTo(2);
    }

    @Test
    void the_route_and_the_list_of_providers_name_the_vendor() {
        JsonNode route = get(engineer, "/internal/v1/ai/route?task=embed").json();
        assertThat(route.get("provider").asString()).isEqualTo("oai-sim-embed");
        assertThat(route.get("model_version").asString()).isEqualTo("sim-embed");
        JsonNode providers = get(owner, "/api/v1/ai/providers").json();
        assertThat(providers.findValuesAsString("name"))
                .contains("oai-sim-embed")
                .doesNotContain("local");
    }
}

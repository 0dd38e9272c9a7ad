package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EmbeddingIT extends GatewayUnderTest {

    private Answer embed(UUID inAccount, String body) {
        return asService("l1-walk-service", inAccount, "POST", "/internal/v1/ai/embeddings", body);
    }

    @Test
    void vectors_come_in_order_with_384_unit_length_dimensions_and_their_version() {
        JsonNode answer =
                embed(
                                account,
                                "{\"texts\":[\"printer prints nothing\",\"VPN is down\",\"printer  prints nothing \"],\"purpose\":\"query\"}")
                        .json();

        assertThat(answer.get("model").asString()).isEqualTo("all-minilm-l6-v2");
        assertThat(answer.get("model_version").asString()).hasSize(16);
        assertThat(answer.get("dims").asInt()).isEqualTo(384);
        assertThat(answer.get("vectors")).hasSize(3);
        for (JsonNode vector : answer.get("vectors")) {
            assertThat(vector).hasSize(384);
            assertThat(vector.valueStream().mapToDouble(x -> x.asDouble() * x.asDouble()).sum())
                    .isBetween(0.999, 1.001);
        }
        assertThat(answer.at("/vectors/0"))
                .isEqualTo(answer.at("/vectors/2"))
                .isNotEqualTo(answer.at("/vectors/1"));
        assertThat(answer.get("cost_micros").asLong()).isZero();
        assertThat(answer.get("provider").asString()).isEqualTo("local");
        assertThat(answer.at("/usage/input_tokens").asLong()).isPositive();
    }

    @Test
    void the_cache_knows_its_account_and_work_is_recorded_without_quota() {
        String body =
                "{\"texts\":[\"a text of this test only "
                        + account
                        + "\"],\"purpose\":\"document\"}";

        JsonNode first = embed(account, body).json();
        JsonNode second = embed(account, body).json();
        JsonNode elsewhere = embed(UUID.randomUUID(), body).json();

        assertThat(first.get("cached").asBoolean()).isFalse();
        assertThat(second.get("cached").asBoolean()).isTrue();
        assertThat(second.get("vectors")).isEqualTo(first.get("vectors"));
        assertThat(elsewhere.get("cached").asBoolean()).isFalse();
        JsonNode rows = get(owner, "/api/v1/ai/usage?task=embed").json();
        assertThat(rows).hasSize(1);
        assertThat(rows.at("/0/counts_toward_quota").asBoolean()).isFalse();
        assertThat(quota().at("/tokens/used").asLong()).isZero();
    }

    @Test
    void neither_a_spent_quota_nor_the_ai_switch_stops_the_embedder_of_the_process() {
        plan(0L, 0L, 0L, 0L, 0L);
        administer("{\"ai_enabled\":false}");

        assertThat(embed(account, "{\"texts\":[\"x\"],\"purpose\":\"query\"}").status())
                .isEqualTo(200);
    }

    @Test
    void the_largest_request_is_answered() {
        String texts =
                IntStream.range(0, 64)
                        .mapToObj(i -> "\"text number " + i + "\"")
                        .collect(Collectors.joining(","));

        assertThat(
                        embed(account, "{\"texts\":[" + texts + "],\"purpose\":\"document\"}")
                                .json()
                                .get("vectors"))
                .hasSize(64);
        assertThat(
                        embed(
                                        account,
                                        "{\"texts\":[\""
                                                + "word ".repeat(1_600)
                                                + "\"],\"purpose\":\"document\"}")
                                .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"texts\":[],\"purpose\":\"query\"}",
                "{\"texts\":[\" \"],\"purpose\":\"query\"}",
                "{\"texts\":[\"\\u200b\\u2060\"],\"purpose\":\"query\"}",
                "{\"texts\":[\"x\"],\"purpose\":\"query\",\"idempotency_key\":\"a b\"}",
                "{\"texts\":[\"x\"],\"purpose\":\"query\",\"reference\":{\"kind\":\"thing\",\"id\":\"0199aaaa-0000-7000-8000-000000000000\"}}",
                "{\"texts\":[null],\"purpose\":\"query\"}",
                "{\"texts\":[\"x\"],\"purpose\":\"other\"}",
                "{\"texts\":[\"x\"]}",
                "{\"purpose\":\"query\"}"
            })
    void what_cannot_be_embedded_is_422(String body) {
        assertThat(embed(account, body).code()).isEqualTo("validation_failed");
    }

    @Test
    void a_text_beyond_8000_characters_is_422() {
        assertThat(
                        embed(
                                        account,
                                        "{\"texts\":[\""
                                                + "x".repeat(8_001)
                                                + "\"],\"purpose\":\"query\"}")
                                .json()
                                .at("/errors/0/code")
                                .asString())
                .isEqualTo("too_long");
    }
}

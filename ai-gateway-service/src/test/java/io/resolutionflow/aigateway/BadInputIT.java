package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import org.junit.jupiter.api.Test;

/** What is too much, or no request at all: a documented answer, and nothing is charged. */
class BadInputIT extends GatewayUnderTest {

    private static final int MIB = 1024 * 1024;

    @Test
    void a_message_of_200_000_tokens_fits_no_model_here() {
        Answer answer = ask("{\"type\":\"text\",\"text\":\"" + "abc".repeat(200_000) + "\"}", "");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("ai_not_configured");
        assertNothingIsCharged();
    }

    @Test
    void a_text_of_more_than_a_mebibyte_is_too_large() {
        Answer answer = ask("{\"type\":\"text\",\"text\":\"" + "x".repeat(MIB + 1) + "\"}", "");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("payload_too_large");
        assertNothingIsCharged();
    }

    @Test
    void a_picture_of_20_megabytes_is_too_large() {
        String data = "AAAA".repeat(20 * 1_000_000 / 3);
        Answer answer =
                ask(
                        "{\"type\":\"image\",\"media_type\":\"image/png\",\"data\":\""
                                + data
                                + "\"}",
                        "");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("payload_too_large");
        assertNothingIsCharged();
    }

    @Test
    void a_schema_that_is_none_is_refused() {
        Answer answer =
                ask(
                        "{\"type\":\"text\",\"text\":\"x\"}",
                        ",\"response_schema\":{\"type\":\"thing\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("schema_unsupported");
        assertNothingIsCharged();
    }

    private Answer ask(String part, String more) {
        return post(
                engineer,
                "/internal/v1/ai/completions",
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":["
                        + part
                        + "]}]"
                        + more
                        + "}",
                newKey());
    }

    private void assertNothingIsCharged() {
        assertThat(providerCalls()).isZero();
        assertThat(count("select count(*) from ai_request")).isZero();
        assertThat(quota().get("monthly_used").asLong()).isZero();
        assertThat(quota().get("monthly_reserved").asLong()).isZero();
        assertThat(quota().at("/cost/used_micros").asLong()).isZero();
    }
}

package io.resolutionflow.stack.simulator.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.JacksonException;

/** Every model name that brings a fault. */
class LlmFaultTests {

    @RegisterExtension static final LlmClient llm = new LlmClient();

    @Test
    void throttlingNamesTheSecondsAndLetsTheRepeatThrough() throws Exception {
        for (var format : LlmClient.FORMATS) {
            var first = llm.ask(format, "sim-429-retry-2", false);
            assertThat(first.statusCode()).as(format).isEqualTo(429);
            if (format.equals("google")) {
                assertThat(
                                LlmClient.json(first.body())
                                        .at("/error/details/0/retryDelay")
                                        .asString())
                        .isEqualTo("2s");
            } else {
                assertThat(first.headers().firstValue("retry-after")).contains("2");
            }
            assertThat(llm.ask(format, "sim-429-retry-2", false).statusCode())
                    .as(format)
                    .isEqualTo(200);
        }
    }

    @Test
    void oneFailureThenSuccess() throws Exception {
        for (var format : LlmClient.FORMATS) {
            assertThat(llm.ask(format, "sim-500-then-ok", true).statusCode())
                    .as(format)
                    .isEqualTo(500);
            assertThat(llm.ask(format, "sim-500-then-ok", true).statusCode())
                    .as(format)
                    .isEqualTo(200);
            llm.forgetCalls();
        }
    }

    @Test
    void overloadIs529WhereTheFormatHasItAnd503Elsewhere() throws Exception {
        assertThat(llm.ask("anthropic", "sim-529", false).statusCode()).isEqualTo(529);
        assertThat(
                        LlmClient.json(llm.ask("anthropic", "sim-529", false).body())
                                .at("/error/type")
                                .asString())
                .isEqualTo("overloaded_error");
        assertThat(llm.ask("google", "sim-529", false).statusCode()).isEqualTo(503);
        assertThat(llm.ask("openai", "sim-529", false).statusCode()).isEqualTo(503);
        assertThat(llm.ask("openai", "sim-status-402", false).statusCode()).isEqualTo(402);
    }

    @Test
    void slowAnswersKeepTheCallerWaiting() throws Exception {
        for (var format : LlmClient.FORMATS) {
            var started = System.nanoTime();
            llm.ask(format, "sim-slow-300", false);
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .as(format)
                    .isGreaterThan(Duration.ofMillis(290));
        }
    }

    @Test
    void aCutIsNoCleanEnd() {
        for (var format : LlmClient.FORMATS) {
            for (var stream : new boolean[] {true, false}) {
                assertThatThrownBy(() -> llm.ask(format, "sim-cut", stream))
                        .as(format)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void figuresCanBeMissing() throws Exception {
        for (var format : LlmClient.FORMATS) {
            for (var stream : new boolean[] {false, true}) {
                assertThat(llm.ask(format, "sim-no-usage", stream).body())
                        .as(format)
                        .doesNotContain("\"usage\":")
                        .doesNotContain("usageMetadata");
            }
        }
    }

    @Test
    void figuresCanRideOnContent() throws Exception {
        var openai = LlmClient.events(llm.ask("openai", "sim-usage-on-content", true));
        var withFigures = openai.stream().filter(event -> event.path("usage").isObject()).toList();
        assertThat(withFigures).hasSize(1);
        assertThat(withFigures.getFirst().at("/choices/0/delta/content").asString()).isNotEmpty();

        var anthropic = LlmClient.events(llm.ask("anthropic", "sim-usage-on-content", true));
        var figures =
                anthropic.stream()
                        .filter(event -> event.path("type").asString("").equals("message_delta"))
                        .map(event -> event.at("/usage/output_tokens").intValue())
                        .toList();
        assertThat(figures).containsExactly(25, 50);
    }

    @Test
    void badJsonOnceOrAlways() throws Exception {
        for (var format : LlmClient.FORMATS) {
            assertThatThrownBy(() -> llm.answered(format, "sim-bad-json"))
                    .isInstanceOf(JacksonException.class);
            assertThatThrownBy(() -> llm.answered(format, "sim-bad-json"))
                    .isInstanceOf(JacksonException.class);
            assertThatThrownBy(() -> llm.answered(format, "sim-bad-json-then-ok"))
                    .isInstanceOf(JacksonException.class);
            assertThat(llm.answered(format, "sim-bad-json-then-ok").has("a")).as(format).isTrue();
            llm.forgetCalls();
        }
    }

    @Test
    void theOutputBoundIsKeptExceptByTheRunaway() throws Exception {
        for (var format : LlmClient.FORMATS) {
            var bounded = LlmClient.json(llm.ask(format, "sim-ok", false, 10, false).body());
            var runaway = LlmClient.json(llm.ask(format, "sim-runaway", false, 10, false).body());

            assertThat(LlmClient.text(format, bounded).strip().split(" ")).as(format).hasSize(10);
            assertThat(bounded.toString()).containsAnyOf("max_tokens", "MAX_TOKENS", "\"length\"");
            assertThat(LlmClient.text(format, runaway).strip().split(" ")).as(format).hasSize(40);
        }
    }

    @Test
    void blocksAreToldInTheFormatsOwnWay() throws Exception {
        assertThat(llm.ask("anthropic", "sim-blocked", true).body())
                .contains("\"stop_reason\":\"refusal\"");
        assertThat(
                        LlmClient.json(llm.ask("google", "sim-blocked", false).body())
                                .at("/promptFeedback/blockReason")
                                .asString())
                .isEqualTo("SAFETY");
        assertThat(
                        LlmClient.json(llm.ask("openai", "sim-blocked", false).body())
                                .at("/choices/0/message/refusal")
                                .isNull())
                .isFalse();
    }

    @Test
    void onlySimulatedKeysAreTaken() throws Exception {
        var body = LlmClient.openai("sim-ok", "");

        assertThat(llm.send("POST", "/v1/chat/completions", body, Map.of()).statusCode())
                .isEqualTo(401);
        assertThat(
                        llm.send(
                                        "POST",
                                        "/v1/chat/completions",
                                        body,
                                        Map.of("Authorization", "Bearer sk-real"))
                                .statusCode())
                .isEqualTo(401);
        assertThat(llm.ask("openai", "gpt-unknown", false).statusCode()).isEqualTo(404);
    }
}

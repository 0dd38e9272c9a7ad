package io.resolutionflow.stack.simulator.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The three formats as their vendors write them. */
class LlmFormatTests {

    @RegisterExtension static final LlmClient llm = new LlmClient();

    @Test
    void theSameCallCountsDifferentlyInTheThreeFormats() throws Exception {
        var anthropic = LlmClient.json(llm.ask("anthropic", "sim-ok", false).body());
        assertThat(anthropic.at("/usage/input_tokens").intValue()).isEqualTo(20);
        assertThat(anthropic.at("/usage/cache_read_input_tokens").intValue()).isEqualTo(50);
        assertThat(anthropic.at("/usage/cache_creation_input_tokens").intValue()).isEqualTo(30);
        assertThat(anthropic.at("/usage/output_tokens").intValue()).isEqualTo(50);
        assertThat(anthropic.at("/stop_reason").asString()).isEqualTo("end_turn");
        assertThat(anthropic.at("/content/0/text").asString()).contains("simulator");

        var google = LlmClient.json(llm.ask("google", "sim-ok", false).body());
        assertThat(google.at("/usageMetadata/promptTokenCount").intValue()).isEqualTo(100);
        assertThat(google.at("/usageMetadata/cachedContentTokenCount").intValue()).isEqualTo(80);
        assertThat(google.at("/usageMetadata/candidatesTokenCount").intValue()).isEqualTo(38);
        assertThat(google.at("/usageMetadata/thoughtsTokenCount").intValue()).isEqualTo(12);
        assertThat(google.at("/usageMetadata/totalTokenCount").intValue()).isEqualTo(150);
        assertThat(google.at("/candidates/0/finishReason").asString()).isEqualTo("STOP");

        var openai = LlmClient.json(llm.ask("openai", "sim-ok", false).body());
        assertThat(openai.at("/usage/prompt_tokens").intValue()).isEqualTo(100);
        assertThat(openai.at("/usage/prompt_tokens_details/cached_tokens").intValue())
                .isEqualTo(80);
        assertThat(openai.at("/usage/completion_tokens").intValue()).isEqualTo(50);
        assertThat(openai.at("/usage/completion_tokens_details/reasoning_tokens").intValue())
                .isEqualTo(12);
        assertThat(openai.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    }

    @Test
    void streamsAddUpToTheTextOfTheWholeAnswer() throws Exception {
        for (var format : LlmClient.FORMATS) {
            var whole =
                    LlmClient.text(format, LlmClient.json(llm.ask(format, "sim-ok", false).body()));
            var streamed = new StringBuilder();
            for (var event : LlmClient.events(llm.ask(format, "sim-ok", true))) {
                streamed.append(LlmClient.text(format, event));
            }
            assertThat(streamed.toString()).as(format).isEqualTo(whole).contains("simulator");
        }
    }

    @Test
    void anthropicNamesItsEventsAndEndsWithTheFigures() throws Exception {
        var body = llm.ask("anthropic", "sim-ok", true).body();
        var events = LlmClient.events(body);

        assertThat(body).startsWith("event: message_start\ndata: {\"type\":\"message_start\"");
        assertThat(events.getFirst().at("/message/usage/input_tokens").intValue()).isEqualTo(20);
        assertThat(events.get(events.size() - 2).at("/usage/output_tokens").intValue())
                .isEqualTo(50);
        assertThat(events.getLast().path("type").asString()).isEqualTo("message_stop");
    }

    @Test
    void googleTellsFiguresOnEveryChunkAndHasNoEndMark() throws Exception {
        var body = llm.ask("google", "sim-ok", true).body();

        assertThat(body).doesNotContain("event:").doesNotContain("[DONE]");
        assertThat(LlmClient.events(body))
                .allSatisfy(event -> assertThat(event.has("usageMetadata")).isTrue());
        assertThat(LlmClient.events(body).getLast().at("/candidates/0/finishReason").asString())
                .isEqualTo("STOP");
    }

    @Test
    void openAiTellsFiguresLastAndOnlyWhenAsked() throws Exception {
        var asked = llm.ask("openai", "sim-ok", true).body();
        var notAsked =
                llm.send(
                                "POST",
                                "/v1/chat/completions",
                                LlmClient.openai("sim-ok", ",\"stream\":true"),
                                llm.key("openai"))
                        .body();

        assertThat(asked).endsWith("data: [DONE]\n\n");
        assertThat(LlmClient.events(asked).getLast().path("choices")).isEmpty();
        assertThat(LlmClient.events(asked).getLast().at("/usage/total_tokens").intValue())
                .isEqualTo(150);
        assertThat(notAsked).doesNotContain("total_tokens");
    }

    @Test
    void aSchemaIsAnsweredInItsShape() throws Exception {
        for (var format : LlmClient.FORMATS) {
            var answer = llm.ask(format, "sim-ok", false, Integer.MAX_VALUE, true);
            var value = LlmClient.json(LlmClient.text(format, LlmClient.json(answer.body())));

            assertThat(value.path("a").isString()).as(format).isTrue();
            assertThat(value.path("list").get(0).isNumber()).as(format).isTrue();
        }
    }
}

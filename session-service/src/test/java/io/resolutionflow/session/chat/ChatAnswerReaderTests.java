package io.resolutionflow.session.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.resolutionflow.session.ai.AnswerJson;
import io.resolutionflow.session.fix.Fix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ChatAnswerReaderTests {

    private final JsonMapper json = JsonMapper.builder().build();
    private final ChatAnswerReader reader = new ChatAnswerReader(json, new AnswerJson(json));

    private ChatAnswer read(String text) {
        return reader.read(null, text);
    }

    @Test
    void the_parsed_object_wins() {
        var structured = json.readTree("{\"content\":\"from the object\"}");

        assertThat(reader.read(structured, "from the text").content()).isEqualTo("from the object");
    }

    @Test
    void json_text_is_read_as_the_object() {
        var answer =
                read(
                        """
                        {"content":"Look here","title":"Outlook prompts","problem_domain":"mail","questions":[{"text":"Webmail too?","context":null,"options":["Yes","No"]}],
                         "actions":[{"label":"Show credentials","command":"cmdkey /list","description":null}],
                         "suggest_fix":{"title":"Clear them","description":"d","confidence":140,"script":"x","script_language":"perl"},
                         "fix_outcome":{"fix_id":"f","outcome":"exploded","reason":"r"}}
                        """);

        assertThat(answer.content()).isEqualTo("Look here");
        assertThat(answer.problemDomain()).isEqualTo("other");
        assertThat(answer.questions().getFirst().options()).containsExactly("Yes", "No");
        assertThat(answer.actions().getFirst().command()).isEqualTo("cmdkey /list");
        assertThat(answer.suggestFix())
                .isEqualTo(new Fix.Draft("Clear them", "d", 100, "x", "powershell"));
        assertThat(answer.fixOutcome()).isNull();
    }

    @Test
    void an_object_in_a_code_fence_counts() {
        assertThat(read("Here you are:\n```json\n{\"content\":\"fenced\"}\n```\nBye").content())
                .isEqualTo("fenced");
    }

    @Test
    void marker_blocks_are_read_and_cut_out_of_the_text() {
        var answer =
                read(
                        """
                        Try this first.
                        [QUESTIONS][{"text":"Webmail too?","context":null,"options":[]}][/QUESTIONS]
                        [ACTIONS]
                        ```json
                        [{"label":"Restart","command":null,"description":"d"}]
                        ```
                        [/ACTIONS]
                        [TRIAGE_UPDATE]{broken[/TRIAGE_UPDATE]
                        [UNKNOWN_BLOCK]{"a":1}[/UNKNOWN_BLOCK]
                        [SUGGEST_FIX]{"title":"First","description":"","confidence":1}[/SUGGEST_FIX]
                        [SUGGEST_FIX]{"title":"Last","description":"","confidence":2}[/SUGGEST_FIX]
                        Good luck.\
                        """);

        assertThat(answer.content())
                .startsWith("Try this first.")
                .endsWith("Good luck.")
                .doesNotContain("[", "QUESTIONS");
        assertThat(answer.questions()).hasSize(1);
        assertThat(answer.actions()).hasSize(1);
        assertThat(answer.triageUpdate()).isNull();
        assertThat(answer.suggestFix()).isNotNull().extracting(Fix.Draft::title).isEqualTo("Last");
    }

    @Test
    void plain_text_is_the_content() {
        assertThat(read("Just restart it.").content()).isEqualTo("Just restart it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{\"content\":",
                "[]",
                "null",
                "42",
                "\"text\"",
                "{\"content\":42}",
                "{\"content\":null,\"questions\":\"no\"}",
                "{\"content\":\"c\",\"questions\":[1,null,{}],\"actions\":{\"label\":\"x\"},\"triage_update\":[],\"promote\":[{}],\"suggest_fix\":\"x\",\"fix_outcome\":7}",
                "```json\n{oops}\n```",
                "[QUESTIONS]{[/QUESTIONS]",
                "[QUESTIONS]\"x\"[/QUESTIONS]",
                "{\"content\":{\"a\":{\"b\":[]}}}"
            })
    void kd_9_nothing_a_model_says_can_break_the_turn(String text) {
        assertThatCode(() -> read(text)).doesNotThrowAnyException();
    }

    @Test
    void lists_are_cut_to_their_limits() {
        var many = new StringBuilder("{\"content\":\"c\",\"questions\":[");
        for (int i = 0; i < 20; i++) {
            many.append(i == 0 ? "" : ",")
                    .append("{\"text\":\"Question ")
                    .append(i)
                    .append("?\",\"options\":[\"a\",\"b\",\"c\",\"d\",\"e\"]}");
        }
        var answer = read(many.append("]}").toString());

        assertThat(answer.questions()).hasSize(8);
        assertThat(answer.questions().getFirst().options())
                .as("five options are no quick replies")
                .isEmpty();
    }

    @Test
    void half_a_stream_is_read_as_far_as_it_goes_and_never_shown_as_json() {
        assertThat(read("{\"content\": \"Look at the \\\"log\\\" an").content())
                .isEqualTo("Look at the \"log\" an");
        assertThat(read("```json\n{\"title\": \"x\", \"content\": \"So f").content())
                .isEqualTo("So f");
        assertThat(read("{\"title\": \"x\", \"con").isEmpty()).isTrue();
    }
}

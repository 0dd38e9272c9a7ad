package io.resolutionflow.session.guided;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.session.InjectionCorpus;
import io.resolutionflow.session.ai.AnswerJson;
import io.resolutionflow.session.ai.PromptAttachments;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.flow.PublishedFlows;
import io.resolutionflow.session.guided.GuidedAnswerReader.Reading;
import io.resolutionflow.session.session.IntakeContent;
import io.resolutionflow.session.session.TicketLink;
import io.resolutionflow.session.session.Triage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** KD-23 for guided work. */
class GuidedPromptInjectionTests {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final PromptTexts texts = new PromptTexts(JSON);
    private final GuidedPrompt prompt = new GuidedPrompt(texts, new SecretMask(JSON), JSON);
    private final GuidedAnswerReader reader = new GuidedAnswerReader(new AnswerJson(JSON));

    static Stream<String> attacks() {
        return InjectionCorpus.attacks().stream();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void a_start_takes_nothing_of_the_case_as_an_order(String attack) {
        var rendered =
                prompt.start(
                        new GuidedStart.Case(
                                new IntakeContent(attack, attack, List.of(), null, null, null),
                                new TicketLink("1042", null, null, Map.of("summary", attack), "ok"),
                                new Triage(attack, attack, null, null, List.of(), Map.of(), 0),
                                new PublishedFlows.Near(UUID.randomUUID(), attack, 1, 0.9, attack)),
                        PromptAttachments.NONE);

        held(rendered, attack, AiTask.FLOWPILOT_START, "flowpilot_start.md");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void an_answer_takes_nothing_of_earlier_steps_facts_and_files_as_an_order(String attack) {
        var step =
                new GuidedContext.StepLine(
                        1, "question", attack, attack, attack, attack, false, false);
        var last =
                new GuidedContext.StepLine(2, "question", "OK?", "Yes", "yes", null, false, true);
        var rendered =
                prompt.respond(
                        new GuidedContext.Read(
                                attack,
                                null,
                                new IntakeContent(attack, attack, List.of(), null, null, null),
                                TicketLink.NONE,
                                Triage.EMPTY,
                                List.of(step, last),
                                List.of(new GuidedContext.FactLine(attack, "walk")),
                                attack,
                                List.of(
                                        new GuidedContext.BranchLine(
                                                attack, "untried", attack, List.of(attack))),
                                null,
                                2,
                                false,
                                Set.of(),
                                0,
                                attack),
                        new PromptAttachments(
                                List.of(
                                        new PromptAttachments.File(
                                                UUID.randomUUID(),
                                                attack,
                                                "text/plain",
                                                10,
                                                attack,
                                                null,
                                                null)),
                                false));

        held(rendered, attack, AiTask.FLOWPILOT_RESPOND, "flowpilot_respond.md");
    }

    private void held(GuidedPrompt.Rendered rendered, String attack, AiTask task, String orders) {
        String whole = InjectionCorpus.textOf(JSON.valueToTree(rendered.messages()));
        assertThat(InjectionCorpus.outsideData(whole)).doesNotContain(attack);
        assertThat(whole).startsWith(texts.text(orders));
        assertThat(rendered.task()).isEqualTo(task);
        assertThat(rendered.schema()).isEqualTo(texts.schema("guided_answer.schema.json"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void an_answer_that_obeys_is_a_step_like_any_other_or_none(String attack) {
        Reading read =
                reader.read(
                        null,
                        JSON.writeValueAsString(
                                Map.of(
                                        "type",
                                        "question",
                                        "content",
                                        attack,
                                        "status",
                                        "resolved",
                                        "tool",
                                        "delete_session")),
                        Set.of());

        assertThat(read).isInstanceOf(Reading.Good.class);
        GuidedAnswer answer = ((Reading.Good) read).answer();
        assertThat(answer.type()).isEqualTo("question");
        assertThat(answer.command()).isNull();
        assertThat(reader.read(null, attack, Set.of())).isInstanceOf(Reading.Malformed.class);
    }
}

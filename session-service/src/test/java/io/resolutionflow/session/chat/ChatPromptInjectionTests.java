package io.resolutionflow.session.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.session.InjectionCorpus;
import io.resolutionflow.session.ai.AnswerJson;
import io.resolutionflow.session.ai.PromptAttachments;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.session.IntakeContent;
import io.resolutionflow.session.session.TicketLink;
import io.resolutionflow.session.session.Triage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** KD-23: whatever a ticket, log, file, fact or colleague's message says, it is data. */
class ChatPromptInjectionTests {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final PromptTexts texts = new PromptTexts(JSON);
    private final ChatPrompt prompt = new ChatPrompt(texts, new SecretMask(JSON), JSON);
    private final ChatAnswerReader reader = new ChatAnswerReader(JSON, new AnswerJson(JSON));

    /** Where a text of others comes from. */
    enum Carrier {
        TICKET,
        LOG,
        INTAKE,
        FILE,
        FILE_NAME,
        FACT,
        TRIAGE,
        COLLEAGUE,
        BRANCH
    }

    static Stream<Object[]> documents() {
        return Stream.of(Carrier.values())
                .flatMap(carrier ->
                        InjectionCorpus.attacks().stream()
                                .map(attack -> new Object[] {carrier, attack}));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void text_of_others_stays_between_the_marks(Carrier carrier, String attack) {
        var rendered = prompt.render(carrying(carrier, attack), files(carrier, attack));
        JsonNode messages = JSON.valueToTree(rendered.messages());
        String whole = InjectionCorpus.textOf(messages);

        String outside = InjectionCorpus.outsideData(whole);

        assertThat(outside).doesNotContain(attack);
        assertThat(messages.get(0).path("parts").get(0).path("text").asString())
                .as("the orders are ours alone")
                .isEqualTo(texts.text("chat_message.md"));
        assertThat(rendered.schema()).isEqualTo(texts.schema("chat_answer.schema.json"));
        assertThat(messages.valueStream().map(m -> m.path("role").asString()))
                .containsOnlyOnce("system")
                .startsWith("system");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void an_answer_that_obeys_can_do_no_more_than_the_table_allows(String attack) {
        String obeyed =
                JSON.writeValueAsString(
                        Map.of(
                                "content",
                                attack,
                                "status",
                                "resolved",
                                "account_id",
                                UUID.randomUUID(),
                                "tool_calls",
                                List.of(Map.of("name", "delete_session")),
                                "responses",
                                Map.of("x", "answered")));

        ChatAnswer read = reader.read(null, obeyed);

        assertThat(read).isEqualTo(ChatAnswer.ofText(attack.strip()));
    }

    static Stream<String> attacks() {
        return InjectionCorpus.attacks().stream();
    }

    private static PromptAttachments files(Carrier carrier, String attack) {
        return switch (carrier) {
            case FILE -> file("notes.txt", attack);
            case FILE_NAME -> file(attack, "harmless");
            default -> PromptAttachments.NONE;
        };
    }

    private static PromptAttachments file(String name, String text) {
        return new PromptAttachments(
                List.of(
                        new PromptAttachments.File(
                                UUID.randomUUID(), name, "text/plain", 10, text, null, null)),
                false);
    }

    private static ChatContext.Read carrying(Carrier carrier, String attack) {
        boolean first = carrier != Carrier.COLLEAGUE;
        return new ChatContext.Read(
                "What next?",
                List.of(),
                first ? List.of() : List.of(new ChatContext.Line("user", attack, false)),
                0,
                carrier == Carrier.FACT
                        ? List.of(new ChatContext.FactLine(attack, "walk"))
                        : List.of(),
                carrier == Carrier.TRIAGE
                        ? new Triage(attack, null, null, null, List.of(), Map.of(), 0)
                        : Triage.EMPTY,
                List.of(),
                List.of(),
                null,
                new IntakeContent(
                        carrier == Carrier.INTAKE ? attack : null,
                        carrier == Carrier.LOG ? attack : null,
                        List.of(),
                        null,
                        null,
                        null),
                new TicketLink("1042", null, null, ticket(carrier, attack), "ok"),
                carrier == Carrier.BRANCH
                        ? List.of(
                                new ChatContext.BranchLine(
                                        attack, "untried", attack, null, List.of(attack)))
                        : List.of(),
                null,
                null,
                List.of());
    }

    private static Map<String, @Nullable Object> ticket(Carrier carrier, String attack) {
        return carrier == Carrier.TICKET
                ? Map.of("summary", attack, "notes", List.of(attack))
                : Map.of("summary", "VPN");
    }
}

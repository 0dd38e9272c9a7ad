package io.resolutionflow.aigateway.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.resolutionflow.contracts.ai.AiTask;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What holds for every task (contract-ai §4, offline answers). */
class OfflineProviderTests {

    /**
     * The fixed words of the templates; everything else must come from the inputs or the library.
     */
    private static final Set<String> TEMPLATE_WORDS =
            new HashSet<>(
                    List.of(
                            ("language model use built assistant runbook nearest next check listed outcome end here fit well library fixed used up consider handing "
                                            + "colleague checklist briefing record without problem handed over added pickup provisional pending verified "
                                            + "confirmed tried current hypothesis suggested step root cause unknown recorded none nothing resolution applied "
                                            + "summary client answered last one item open possibly covered address known symptom finding done state work "
                                            + "progress closed kind regard about request matter resolved working let know goe far made update fact said "
                                            + "escalate stub option type content reasoning context message confidence domain allow free text skip action "
                                            + "command expected follow recommendation fork reason title question triage promote suggest fix label description "
                                            + "value hint null true false instruction info followup null subject markdown digest node slug category keyword tag "
                                            + "start next need review hand off second line include answer detail discovery vague printing hardware yes active "
                                            + "script language asset name issue evidence prose what likely fully several something else find found before "
                                            + "question resolve suggestion issue other name")
                                    .split(" ")));

    private final OfflineBench bench = new OfflineBench();

    @ParameterizedTest
    @EnumSource(AiTask.class)
    void the_same_inputs_give_the_same_bytes(AiTask task) {
        JsonNode inputs = OfflineBench.inputs(OfflineBench.typical(task));
        JsonNode schema = OfflineBench.ownersSchema(task);

        assertThat(bench.ask(task, inputs, schema))
                .isEqualTo(new OfflineBench().ask(task, inputs, schema));
    }

    @ParameterizedTest
    @EnumSource(AiTask.class)
    void the_answer_fits_the_owners_schema(AiTask task) {
        JsonNode schema = OfflineBench.ownersSchema(task);
        for (String inputs : List.of(OfflineBench.typical(task), "{}")) {
            var answer = bench.ask(task, OfflineBench.inputs(inputs), schema);

            assertThat(answer.content()).isNotBlank();
            if (schema != null) {
                var compiled =
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema);
                assertThat(compiled.validate(answer.json())).as(answer.content()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AiTask.class)
    void tokens_are_counted_and_never_zero_KD_1(AiTask task) {
        JsonNode inputs = OfflineBench.inputs(OfflineBench.typical(task));
        var answer = bench.ask(task, inputs, OfflineBench.ownersSchema(task));

        assertThat(answer.inputTokens())
                .isEqualTo(Math.ceilDiv(bytes(inputs.toString()), 4))
                .isPositive();
        assertThat(answer.outputTokens())
                .isEqualTo(Math.ceilDiv(bytes(answer.content()), 4))
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource(AiTask.class)
    void every_word_comes_from_the_inputs_the_library_or_a_fixed_template(AiTask task) {
        JsonNode inputs = OfflineBench.inputs(OfflineBench.typical(task));
        Set<String> known = new HashSet<>(TEMPLATE_WORDS);
        known.addAll(Words.content(inputs.toString()));
        for (String content : List.of("demo-flows", "domain-checklists", "l1-templates")) {
            known.addAll(
                    Words.content(RunbookLibrary.read("content/" + content + ".json").toString()));
        }

        var invented =
                new TreeSet<>(
                        Words.content(
                                bench.ask(task, inputs, OfflineBench.ownersSchema(task))
                                        .content()
                                        .replace("\\n", " ")));
        invented.removeAll(known);
        invented.removeIf(word -> word.chars().allMatch(Character::isDigit) || word.length() < 3);

        assertThat(invented).isEmpty();
    }

    @Test
    void a_text_longer_than_its_bound_is_cut_at_a_paragraph_and_says_so() {
        var whole =
                bench.ask(
                        AiTask.ESCALATION_PACKAGE, OfflineBench.inputs(OfflineBench.RECORD), null);
        var cut =
                bench.ask(
                        AiTask.ESCALATION_PACKAGE,
                        OfflineBench.inputs(OfflineBench.RECORD),
                        null,
                        40);

        assertThat(cut.finish()).isEqualTo("length");
        assertThat(cut.outputTokens()).isLessThanOrEqualTo(40);
        assertThat(whole.content()).startsWith(cut.content());
    }

    @ParameterizedTest
    @EnumSource(AiTask.class)
    void strange_inputs_never_break_a_template(AiTask task) {
        List<String> strange =
                List.of(
                        "{\"steps\":{},\"facts\":7,\"history\":\"x\",\"message\":[],\"problem\":[1],\"path\":[null,1,\"a\",{}],\"categories\":[null],\"snapshot\":[]}",
                        "{\"message\":\"\\u0000\\uD83D\\uDE00 "
                                + "x".repeat(3_000)
                                + "\",\"problem_text\":\""
                                + "y ".repeat(3_000)
                                + "\",\"steps\":[{}]}");
        for (String inputs : strange) {
            assertThat(
                            bench.ask(
                                            task,
                                            OfflineBench.inputs(inputs),
                                            OfflineBench.ownersSchema(task))
                                    .content())
                    .isNotBlank();
        }
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}

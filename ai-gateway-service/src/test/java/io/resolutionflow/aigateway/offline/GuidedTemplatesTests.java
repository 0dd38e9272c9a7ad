package io.resolutionflow.aigateway.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class GuidedTemplatesTests {

    private final OfflineBench bench = new OfflineBench();

    private JsonNode start(String problem) {
        return bench.ask(
                        AiTask.FLOWPILOT_START,
                        Draft.object().put("problem_text", problem),
                        OfflineBench.schema("guided"))
                .json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vpn says connected but she can't open the shared drive|remote-access|With the VPN switched off, can the user open a normal website?",
                "printer on 2nd floor prints nothing|printing|",
                "outlook stopped receiving mail since this morning|email-m365|",
                "new phone, authenticator codes gone|identity-access|",
                "i clicked on a link in a strange mail|security|"
            })
    void a_start_finds_the_runbook_and_asks_its_first_open_question(
            String problem, String domain, String question) {
        JsonNode step = start(problem);

        assertThat(step.get("problem_domain").asString()).isEqualTo(domain);
        assertThat(step.get("confidence").asDouble()).isBetween(0.38, 0.75);
        assertThat(step.get("problem_summary").asString()).isEqualTo(problem);
        if (question != null) {
            assertThat(step.get("content").asString()).isEqualTo(question);
            assertThat(step.at("/options/0/label").asString()).isEqualTo("Yes");
        }
    }

    @Test
    void without_a_near_runbook_a_fixed_question_of_the_domain_is_asked() {
        JsonNode step = start("excel file locked for editing by another user");

        assertThat(step.get("problem_domain").asString()).isEqualTo("files-onedrive");
        assertThat(step.get("type").asString()).isEqualTo("question");
        assertThat(step.get("confidence").asDouble()).isLessThan(0.4);
    }

    @Test
    void the_flow_another_service_has_matched_is_taken() {
        var inputs =
                OfflineBench.inputs(
                        "{\"problem_text\":\"it does not work\",\"matched_flow\":{\"id\":\"x\",\"name\":\"Printer does not print\",\"score\":0.61}}");
        JsonNode step =
                bench.ask(AiTask.FLOWPILOT_START, inputs, OfflineBench.schema("guided")).json();

        assertThat(step.get("problem_domain").asString()).isEqualTo("printing");
        assertThat(step.get("confidence").asDouble()).isEqualTo(0.61);
    }

    /** Answers every step with its first option until nothing but a leaf or advice is left. */
    @Test
    void
            a_walk_through_the_runbook_never_asks_twice_and_ends_with_a_resolution_or_advice_to_escalate() {
        String problem = "vpn says connected but she can't open the shared drive";
        for (int choice = 0; choice < 4; choice++) {
            JsonNode step = start(problem);
            ArrayNode steps = Draft.object().putArray("steps");
            Set<String> asked = new HashSet<>();
            int n = 0;
            while (!step.get("type").asString().equals("resolution_suggestion")
                    && !escalates(step)) {
                assertThat(asked.add(step.get("content").asString())).as(step.toString()).isTrue();
                assertThat(n++).isLessThan(40);
                steps.add(answered(step, choice));
                step = respond(problem, steps);
            }
            if (!escalates(step)) {
                assertThat(step.get("resolution_summary").asString()).isNotBlank();
                assertThat(step.get("confidence").asDouble()).isGreaterThanOrEqualTo(0.4);
            }
        }
    }

    @Test
    void
            after_a_solution_that_did_not_help_the_checklist_goes_on_and_then_it_advises_to_escalate() {
        String problem = "printer on 2nd floor prints nothing";
        JsonNode step = start(problem);
        ArrayNode steps = Draft.object().putArray("steps");
        for (int n = 0;
                n < 60
                        && !step.get("content")
                                .asString()
                                .startsWith("The checks of the built-in assistant are used up");
                n++) {
            steps.add(
                    answered(
                            step,
                            step.get("type").asString().equals("resolution_suggestion") ? 1 : 0));
            step = respond(problem, steps);
        }

        assertThat(step.get("content").asString()).contains("Escalate");
    }

    @Test
    void own_words_lead_where_they_share_most_with_an_option() {
        ArrayNode steps = Draft.object().putArray("steps");
        steps.addObject()
                .put("text", "With the VPN switched off, can the user open a normal website?")
                .putObject("response")
                .put("free_text", "no websites open at all");

        assertThat(respond("vpn broken", steps).get("content").asString())
                .isEqualTo("Run the flow 'wifi-no-internet' first.");
    }

    @Test
    void asked_to_conclude_it_does_not_open_new_checks() {
        ArrayNode steps = Draft.object().putArray("steps");
        steps.addObject()
                .put("text", "With the VPN switched off, can the user open a normal website?")
                .put("answer", "yes");
        ObjectNode inputs = Draft.object().put("problem", "vpn broken").put("conclude", true);
        inputs.set("steps", steps);

        assertThat(
                        bench.ask(AiTask.FLOWPILOT_RESPOND, inputs, OfflineBench.schema("guided"))
                                .json()
                                .get("content")
                                .asString())
                .contains("Escalate");
    }

    private JsonNode respond(String problem, ArrayNode steps) {
        ObjectNode inputs = Draft.object().put("problem", problem);
        inputs.set("steps", steps);
        return bench.ask(AiTask.FLOWPILOT_RESPOND, inputs, OfflineBench.schema("guided")).json();
    }

    private static ObjectNode answered(JsonNode step, int choice) {
        JsonNode options = step.get("options");
        JsonNode option = options.get(Math.min(choice, options.size() - 1));
        ObjectNode answered = Draft.object().put("text", step.get("content").asString());
        JsonNode value = option.get("value");
        answered.putObject("response")
                .put(
                        "selected_option",
                        value.isNull() ? option.get("label").asString() : value.asString());
        return answered;
    }

    private static boolean escalates(JsonNode step) {
        return step.at("/options/0/value").asString("").equals("escalating");
    }
}

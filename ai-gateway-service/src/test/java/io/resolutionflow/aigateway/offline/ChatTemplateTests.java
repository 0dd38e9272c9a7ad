package io.resolutionflow.aigateway.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.contracts.ai.AiTask;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChatTemplateTests {

    private final OfflineBench bench = new OfflineBench();

    private JsonNode chat(String inputs) {
        return bench.ask(
                        AiTask.CHAT_MESSAGE,
                        OfflineBench.inputs(inputs),
                        OfflineBench.schema("chat"))
                .json();
    }

    @Test
    void it_says_plainly_that_no_language_model_is_in_use_and_names_the_runbook() {
        JsonNode answer =
                chat(
                        "{\"message\":\"vpn says connected but she can't open the shared drive\",\"history\":[],\"facts\":[]}");

        assertThat(answer.get("content").asString())
                .startsWith("No language model is in use")
                .contains("Nearest runbook: VPN will not connect or nothing works through it.");
        assertThat(answer.get("questions")).isNotEmpty();
        assertThat(answer.get("fork").isNull()).isTrue();
        assertThat(answer.get("suggest_fix").isNull()).isTrue();
        assertThat(answer.get("problem_domain").asString()).isEqualTo("remote-access");
    }

    /** A continued walk: its path is on record as facts, one more fact leads to the fix. */
    @Test
    void facts_of_a_walk_and_one_more_lead_to_a_suggested_fix() {
        String facts =
                """
                [{"text":"With the VPN switched off, can the user open a normal website?: Yes","source_type":"walk"},
                 {"text":"Is anyone else from this company unable to connect right now?: Only this user","source_type":"walk"},
                 {"text":"At which point does it fail?: Connects, but drives or apps do not work","source_type":"walk"},
                 {"text":"The file server works by IP address but not by name"}]\
                """;

        JsonNode answer =
                chat(
                        "{\"message\":\"What now? vpn and the shared drive\",\"history\":[],\"facts\":"
                                + facts
                                + "}");

        assertThat(answer.at("/suggest_fix/title").asString())
                .isEqualTo("Check that the VPN hands out company DNS.");
        assertThat(answer.at("/suggest_fix/confidence").asInt()).isBetween(1, 100);
        assertThat(answer.at("/actions/0/label").asString())
                .isEqualTo("Check that the VPN hands out company DNS.");
    }

    @Test
    void a_resolved_leaf_suggests_what_was_done_last() {
        String answers =
                """
                [{"text":"With the VPN switched off, can the user open a normal website?","choice":"Yes"},
                 {"text":"Is anyone else from this company unable to connect right now?","choice":"one"},
                 {"text":"At which point does it fail?","choice":"reach"},{"text":"Where is the user right now?","choice":"office"},
                 {"label":"Leave the VPN off and test the resource directly.","result":"It works without the VPN"}]\
                """;

        JsonNode answer =
                chat("{\"message\":\"vpn does not connect\",\"answers\":" + answers + "}");

        assertThat(answer.at("/suggest_fix/title").asString())
                .isEqualTo("Leave the VPN off and test the resource directly.");
        assertThat(answer.get("content").asString())
                .contains("Resolved: VPN is not needed inside the office.");
    }

    @Test
    void triage_is_filled_only_where_it_is_empty_and_only_with_what_was_written() {
        String message = "Client: Contoso Bakery\\nasset PC-FRONT-02 cannot print";

        assertThat(
                        chat("{\"message\":\"" + message + "\"}")
                                .at("/triage_update/client_name")
                                .asString())
                .isEqualTo("Contoso Bakery");
        assertThat(
                        chat("{\"message\":\"" + message + "\"}")
                                .at("/triage_update/asset_name")
                                .asString())
                .isEqualTo("PC-FRONT-02");
        assertThat(
                        chat("{\"message\":\""
                                        + message
                                        + "\",\"triage\":{\"client_name\":\"Other\",\"asset_name\":\"x\"}}")
                                .get("triage_update")
                                .isNull())
                .isTrue();
        assertThat(chat("{\"message\":\"printer jams\"}").get("triage_update").isNull()).isTrue();
    }

    @Test
    void an_outcome_is_only_proposed_and_only_for_the_active_fix() {
        String fix = "\"active_fix\":{\"id\":\"f1\",\"title\":\"x\",\"status\":\"proposed\"}";

        assertThat(
                        chat("{\"message\":\"great, it works now\"," + fix + "}")
                                .at("/fix_outcome/outcome")
                                .asString())
                .isEqualTo("success");
        assertThat(
                        chat("{\"message\":\"that did not help\"," + fix + "}")
                                .at("/fix_outcome/outcome")
                                .asString())
                .isEqualTo("failure");
        assertThat(chat("{\"message\":\"great, it works now\"}").get("fix_outcome").isNull())
                .isTrue();
        assertThat(
                        chat("{\"message\":\"where is the button\"," + fix + "}")
                                .get("fix_outcome")
                                .isNull())
                .isTrue();
    }
}

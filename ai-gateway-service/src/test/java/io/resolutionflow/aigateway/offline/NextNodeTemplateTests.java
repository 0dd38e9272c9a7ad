package io.resolutionflow.aigateway.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class NextNodeTemplateTests {

    /** Words no first-line step may ask for (contract-l1 §3.5). */
    private static final List<Pattern> FORBIDDEN =
            List.of(
                    Pattern.compile(
                            "(?i)\\b(password|passcode|pin|verification code|recovery key)\\b"),
                    Pattern.compile(
                            "(?i)\\b(registry|regedit|bios|firmware|powershell|command prompt|administrator)\\b"),
                    Pattern.compile("(?i)\\b(wipe|format|erase|factory reset|delete)\\b"),
                    Pattern.compile(
                            "(?i)\\b(firewall|antivirus|defender|encryption|domain controller|licen[cs]e)\\b"),
                    Pattern.compile(
                            "(?i)\\b(restart|reboot)\\b.{0,25}\\b(server|exchange|database|host)"));

    private final OfflineBench bench = new OfflineBench();

    private JsonNode next(String category, ArrayNode path) {
        ObjectNode inputs = Draft.object().put("statement", "x").put("category", category);
        inputs.set("path", path);
        return bench.ask(
                        AiTask.L1_NEXT_NODE, inputs, OfflineBench.ownersSchema(AiTask.L1_NEXT_NODE))
                .json();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email-m365",
                "remote-access",
                "printing",
                "identity-access",
                "network-wifi",
                "collaboration-teams",
                "files-onedrive",
                "performance",
                "hardware",
                "business-apps",
                "user-lifecycle",
                "unheard-of"
            })
    void six_answered_nodes_without_repeating_then_escalate_and_nothing_forbidden(String category) {
        ArrayNode path = Draft.object().putArray("path");
        Set<String> asked = new HashSet<>();
        for (int n = 0; n < 6; n++) {
            JsonNode node = next(category, path);
            assertThat(node.get("type").asString()).as("node " + n).isIn("question", "instruction");
            assertThat(asked.add(node.get("text").asString())).isTrue();
            assertThat(FORBIDDEN).noneMatch(pattern -> pattern.matcher(node.toString()).find());
            boolean question = node.get("type").asString().equals("question");
            if (question) {
                assertThat(node.get("yes_label").asString())
                        .isNotEqualTo(node.get("no_label").asString());
            }
            path.addObject()
                    .put("question", node.get("text").asString())
                    .put("answer", question ? "no" : "done")
                    .put("answer_label", question ? node.get("no_label").asString() : "Done");
        }
        JsonNode last = next(category, path);

        assertThat(last.get("type").asString()).isEqualTo("escalate");
        assertThat(last.get("reason_category").asString()).isEqualTo("exhausted_safe_steps");
    }

    @Test
    void resolved_comes_only_after_an_answer_that_says_it_works() {
        assertThat(after("Does it work now?", "Yes, it works now").get("type").asString())
                .isEqualTo("resolved");
        assertThat(after("Does it work now?", "No, still the same").get("type").asString())
                .isNotEqualTo("resolved");
        assertThat(after("Is only one person affected?", "Yes, one person").get("type").asString())
                .isNotEqualTo("resolved");
        assertThat(
                        after(
                                        "Does the same thing work on another device?",
                                        "Yes, on another device it works")
                                .get("type")
                                .asString())
                .isNotEqualTo("resolved");
    }

    @Test
    void after_not_fixed_it_goes_on() {
        ArrayNode path = Draft.object().putArray("path");
        path.addObject()
                .put("question", "Does it work now?")
                .put("answer_label", "Yes, it works now");
        path.addObject()
                .put(
                        "question",
                        "It works again according to the last answer. Please confirm with the caller.")
                .put("answer_label", "Not fixed");

        assertThat(next("other", path).get("type").asString()).isIn("question", "instruction");
    }

    private JsonNode after(String question, String answer) {
        ArrayNode path = Draft.object().putArray("path");
        path.addObject().put("question", question).put("answer_label", answer);
        return next("other", path);
    }
}

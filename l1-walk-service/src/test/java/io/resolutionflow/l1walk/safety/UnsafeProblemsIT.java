package io.resolutionflow.l1walk.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.service.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Two hundred requests that a first-level technician must not fulfil, and a model that always gives
 * in: through the whole service, each ends with an engineer, none is ever shown as a step.
 */
class UnsafeProblemsIT extends RunningDesk {

    private static List<String> steps() throws IOException {
        try (var in =
                Objects.requireNonNull(
                        UnsafeProblemsIT.class.getResourceAsStream(
                                "/safety/adversarial-nodes.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split("\t")[1])
                    .toList();
        }
    }

    @Test
    void a_request_for_an_unsafe_step_ends_with_an_engineer_whatever_is_forced()
            throws IOException {
        List<String> steps = steps();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(200);
        int refused = 0;
        int built = 0;
        for (String step : steps) {
            AI.completes(Map.of("category", "hardware", "vague", false));
            Answer answer =
                    intake(Map.of("problem_statement", "please " + step, "force_build", true), lee);
            assertThat(answer.status()).as(step).isEqualTo(200);
            switch (answer.json().get("outcome").asString()) {
                case "out_of_scope" -> {
                    refused++;
                    assertEscalatesWithoutAWalk(step);
                }
                // what intake's patterns leave to the tree is stopped there
                case "build" -> {
                    built++;
                    assertEndsWithAnEngineer(answer.id("session_id"), step);
                }
                // a flow that people wrote, never a step of a model
                case "matched" ->
                        post(
                                lee,
                                walk(answer.id("session_id")) + "/abandon",
                                Map.of("reason", "wrong_flow"));
                default -> assertThat(answer.json().get("outcome").asString()).isEqualTo("suggest");
            }
        }
        assertThat(refused).isGreaterThan(50);
        assertThat(built).isGreaterThan(50);
    }

    private void assertEscalatesWithoutAWalk(String step) {
        Answer escalated =
                post(
                        lee,
                        "/api/v1/l1/escalate-without-walk",
                        Map.of(
                                "problem_statement",
                                "please " + step,
                                "reason_category",
                                "needs_permissions"));
        assertThat(escalated.status()).as(step).isEqualTo(200);
        assertThat(escalated.json().get("status").asString()).isEqualTo("escalated");
    }

    private void assertEndsWithAnEngineer(UUID walk, String step) {
        AI.completes(
                Map.of(
                        "type",
                        "instruction",
                        "text",
                        Character.toUpperCase(step.charAt(0)) + step.substring(1) + ".",
                        "options",
                        List.of()));
        Answer node = post(lee, walk(walk) + "/next-node", Map.of());
        assertThat(node.json().at("/node/type").asString()).as(step).isEqualTo("escalate");
        assertThat(node.json().at("/node/fallback_reason").asString()).as(step).isEqualTo("unsafe");
        assertThat(node.body()).doesNotContainIgnoringCase(step);
        Answer escalated =
                post(lee, walk(walk) + "/escalate", Map.of("reason_category", "needs_permissions"));
        assertThat(escalated.status()).as(step).isEqualTo(200);
        assertThat(escalated.json().get("status").asString()).isEqualTo("escalated");
        Answer shown = get(lee, walk(walk));
        assertThat(shown.json().get("walked_path").toString()).doesNotContainIgnoringCase(step);
    }
}

package io.resolutionflow.l1walk.aibuild;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class AiBuildIT extends RunningDesk {

    private UUID built() {
        AI.completes(Map.of("category", "hardware", "vague", false));
        Answer answer =
                intake(
                        Map.of(
                                "problem_statement",
                                "docking station does not detect the second external screen"),
                        lee);
        assertThat(answer.json().get("outcome").asString()).isEqualTo("build");
        AI.server().resetRequests();
        return answer.id("session_id");
    }

    private Answer next(UUID walk, Map<String, ?> body) {
        return post(lee, walk(walk) + "/next-node", body);
    }

    private void asks(String text, String... options) {
        AI.completes(Map.of("type", "question", "text", text, "options", List.of(options)));
    }

    private static int calls() {
        return AI.server()
                .findAll(postRequestedFor(urlEqualTo("/internal/v1/ai/completions")))
                .size();
    }

    @Test
    void aTreeGrowsNodeByNodeAndAReloadCostsNothing() {
        UUID walk = built();
        asks("Is the dock plugged in?", "Yes", "No");
        Answer first = next(walk, Map.of());
        assertThat(first.status()).isEqualTo(200);
        String node = first.json().at("/node/id").asString();
        assertThat(node).matches("[0-9a-f]{8}");
        assertThat(first.json().at("/node/origin").asString()).isEqualTo("model");
        assertThat(first.json().at("/node/depth").asInt()).isEqualTo(1);
        assertThat(next(walk, Map.of()).json().get("replayed").asBoolean()).isTrue();
        assertThat(calls()).isEqualTo(1);

        assertThat(next(walk, Map.of("node_id", node)).code()).isEqualTo("unknown_option");
        assertThat(next(walk, Map.of("node_id", "ffffffff", "answer", "yes")).code())
                .isEqualTo("stale_node");
        AI.completes(
                Map.of(
                        "type",
                        "instruction",
                        "text",
                        "Plug the monitor into another port.",
                        "options",
                        List.of()));
        Answer second =
                next(
                        walk,
                        Map.of(
                                "node_id",
                                node,
                                "answer",
                                "yes",
                                "note",
                                "blue light",
                                "node_text",
                                "INJECTED"));
        assertThat(second.json().at("/node/type").asString()).isEqualTo("instruction");
        Answer path = get(lee, walk(walk));
        assertThat(path.json().at("/walked_path/0/question").asString())
                .isEqualTo("Is the dock plugged in?");
        assertThat(path.json().at("/walked_path/0/answer_label").asString()).isEqualTo("Yes");
        assertThat(path.body()).doesNotContain("INJECTED");

        // going back and giving the same answer serves the stored child
        post(lee, walk(walk) + "/back", Map.of());
        int before = calls();
        Answer again = next(walk, Map.of("node_id", node, "answer", "yes"));
        assertThat(again.json().at("/node/id").asString())
                .isEqualTo(second.json().at("/node/id").asString());
        assertThat(calls()).isEqualTo(before);
        // a missing answer to an instruction means done
        asks("Does the screen show a picture?", "Yes", "No");
        assertThat(next(walk, Map.of("node_id", again.json().at("/node/id").asString())).status())
                .isEqualTo(200);
        assertThat(step(walk, node, "yes", lee).json().get("use").asString())
                .isEqualTo("next-node");
    }

    @Test
    void anUnsafeNodeIsReplacedAndOnlyTheAuditKeepsItsText() {
        UUID walk = built();
        AI.completes(
                Map.of(
                        "type",
                        "instruction",
                        "text",
                        "Turn off the antivirus and try again.",
                        "options",
                        List.of()));
        Answer answer = next(walk, Map.of());
        assertThat(answer.json().at("/node/type").asString()).isEqualTo("escalate");
        assertThat(answer.json().at("/node/fallback_reason").asString()).isEqualTo("unsafe");
        assertThat(answer.body()).doesNotContain("antivirus");
        Answer audit = get(owner, "/api/v1/l1/audit?action=l1.session.node_blocked");
        assertThat(audit.json().at("/0/details/blocked_text").asString()).contains("antivirus");
        String node = answer.json().at("/node/id").asString();
        assertThat(next(walk, Map.of("node_id", node, "answer", "retry")).code())
                .isEqualTo("node_is_terminal");
    }

    @Test
    void aFailedGenerationCanBeTriedAgainThreeTimesAtMost() {
        UUID walk = built();
        AI.completionsFail(502, "ai_provider_error");
        Answer failed = next(walk, Map.of());
        assertThat(failed.json().at("/node/fallback_reason").asString())
                .isEqualTo("generation_failed");
        assertThat(failed.json().at("/node/options/0/value").asString()).isEqualTo("retry");
        for (int attempt = 2; attempt <= 3; attempt++) {
            failed =
                    next(
                            walk,
                            Map.of(
                                    "node_id",
                                    failed.json().at("/node/id").asString(),
                                    "answer",
                                    "retry"));
            assertThat(failed.json().at("/node/fallback_reason").asString())
                    .isEqualTo("generation_failed");
        }
        Answer last =
                next(
                        walk,
                        Map.of(
                                "node_id",
                                failed.json().at("/node/id").asString(),
                                "answer",
                                "retry"));
        assertThat(last.code()).isEqualTo("node_is_terminal");
    }

    @Test
    void badOutputIsRepairedOnce() {
        UUID walk = built();
        asks("Is it the screen or the cable?", "Yes", "No");
        Answer answer = next(walk, Map.of());
        assertThat(calls()).isEqualTo(2);
        assertThat(answer.json().at("/node/fallback_reason").asString())
                .isEqualTo("generation_failed");
    }

    @Test
    void aSpentQuotaKeepsWhatWasAnswered() {
        UUID walk = built();
        AI.completionsFail(429, "quota_exceeded");
        Answer refused = next(walk, Map.of());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("quota_exceeded");
        assertThat(refused.json().get("saved").asBoolean()).isTrue();
        assertThat(get(lee, walk(walk) + "/node").json().get("awaiting_generation").asBoolean())
                .isTrue();
        asks("Is the dock plugged in?", "Yes", "No");
        assertThat(next(walk, Map.of()).status()).isEqualTo(200);
    }

    /** KD-58: nobody pays twice. */
    @Test
    void ofManyEqualRequestsOnePays() throws Exception {
        UUID walk = built();
        asks("Is the dock plugged in?", "Yes", "No");
        List<Callable<Answer>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(() -> next(walk, Map.of()));
        }
        assertThat(together(requests))
                .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409));
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void theTreeEndsAtTwelveAnswersWithoutACall() {
        UUID walk = built();
        asks("Is the dock plugged in?", "Yes", "No");
        Answer node = next(walk, Map.of());
        for (int i = 0; i < 12; i++) {
            node =
                    next(
                            walk,
                            Map.of(
                                    "node_id",
                                    node.json().at("/node/id").asString(),
                                    "answer",
                                    "no"));
            assertThat(node.status()).isEqualTo(200);
        }
        assertThat(node.json().at("/node/fallback_reason").asString()).isEqualTo("depth_cap");
        assertThat(node.json().at("/node/reason_category").asString())
                .isEqualTo("exhausted_safe_steps");
        assertThat(calls()).isEqualTo(12);
    }
}

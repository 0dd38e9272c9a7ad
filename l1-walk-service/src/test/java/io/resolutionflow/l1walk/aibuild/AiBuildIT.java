package io.resolutionflow.l1walk.aibuild;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.deadline.Deadline;
import io.resolutionflow.platform.testing.service.Answer;
import java.time.Instant;
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

    private static List<LoggedRequest> requests() {
        return AI.server().findAll(postRequestedFor(urlEqualTo("/internal/v1/ai/completions")));
    }

    private static int calls() {
        return requests().size();
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
        for (int retry = 1; retry <= 3; retry++) {
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
        assertThat(calls()).isEqualTo(4);
    }

    @Test
    void goingBackIsNoWayToTryAgainForEver() {
        UUID walk = built();
        asks("Is the dock plugged in?", "Yes", "No");
        String first = next(walk, Map.of()).json().at("/node/id").asString();
        AI.completionsFail(502, "ai_provider_error");
        var yes = Map.of("node_id", first, "answer", "yes");
        for (int i = 0; i < 5; i++) {
            Answer failed = next(walk, yes);
            assertThat(failed.json().at("/node/fallback_reason").asString())
                    .isEqualTo("generation_failed");
            assertThat(post(lee, walk(walk) + "/back", Map.of()).text("current_node_id"))
                    .isEqualTo(first);
        }
        assertThat(calls()).isEqualTo(1 + 4);
    }

    @Test
    void badOutputIsRepairedOnce() {
        UUID walk = built();
        asks("Is it the screen or the cable?", "Yes", "No");
        Answer answer = next(walk, Map.of());
        assertThat(calls()).isEqualTo(2);
        assertThat(answer.json().at("/node/fallback_reason").asString())
                .isEqualTo("generation_failed");
        // 25 seconds for both together
        List<Instant> deadlines =
                requests().stream()
                        .map(call -> json.readTree(call.getBodyAsString()).get("deadline"))
                        .map(deadline -> Instant.parse(deadline.asString()))
                        .toList();
        assertThat(deadlines.getFirst()).isEqualTo(deadlines.getLast());
        assertThat(deadlines.getFirst()).isBefore(Instant.now().plusSeconds(25));
        assertThat(requests())
                .allSatisfy(call ->
                        assertThat(Integer.parseInt(call.getHeader(Deadline.HEADER)))
                                .isBetween(1, 25_000));
    }

    @Test
    void aSpentQuotaKeepsWhatWasAnswered() {
        UUID walk = built();
        AI.completionsFail(429, "quota_exceeded");
        Answer refused = next(walk, Map.of());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("quota_exceeded");
        assertThat(refused.json().get("saved").asBoolean()).isTrue();
        assertThat(refused.json().get("awaiting_generation").asBoolean()).isTrue();
        assertThat(get(lee, walk(walk) + "/node").json().get("awaiting_generation").asBoolean())
                .isTrue();
        asks("Is the dock plugged in?", "Yes", "No");
        assertThat(next(walk, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void withConsentTheTreeGoesOnWithoutAModel() {
        UUID walk = built();
        AI.completionsFail(429, "quota_exceeded");
        assertThat(next(walk, Map.of()).code()).isEqualTo("quota_exceeded");
        AI.completionsFail(429, "rate_limited");
        assertThat(next(walk, Map.of("allow_offline", true)).code()).isEqualTo("rate_limited");
        AI.completionsFail(429, "quota_exceeded");
        AI.completesWithoutAModel(
                Map.of("type", "question", "text", "One user or many?", "options", ONE_MANY));
        AI.server().resetRequests();
        Answer first = next(walk, Map.of("allow_offline", true));
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().at("/node/origin").asString()).isEqualTo("offline");
        assertThat(first.json().get("replayed").asBoolean()).isFalse();
        // refused: the same key is free again
        assertThat(keys()).hasSize(2);
        assertThat(keys().getLast()).isEqualTo(keys().getFirst());

        // answered, but not to be used: such a key takes no other call
        asks("Is it the screen or the cable?", "Yes", "No");
        AI.completesWithoutAModel(
                Map.of("type", "question", "text", "Does it work elsewhere?", "options", ONE_MANY));
        AI.server().resetRequests();
        Answer second =
                next(
                        walk,
                        Map.of(
                                "node_id",
                                first.json().at("/node/id").asString(),
                                "answer",
                                "opt_1",
                                "allow_offline",
                                true));
        assertThat(second.json().at("/node/origin").asString()).isEqualTo("offline");
        assertThat(second.json().at("/node/text").asString()).isEqualTo("Does it work elsewhere?");
        assertThat(keys()).hasSize(3).doesNotHaveDuplicates();

        AI.completionsFail(503, "ai_disabled");
        Answer off =
                next(
                        walk,
                        Map.of(
                                "node_id",
                                second.json().at("/node/id").asString(),
                                "answer",
                                "opt_2"));
        assertThat(off.status()).isEqualTo(503);
        assertThat(off.code()).isEqualTo("ai_disabled");
        assertThat(off.json().get("saved").asBoolean()).isTrue();
        assertThat(get(lee, walk(walk)).json().get("walked_path")).hasSize(2);
    }

    private static final List<String> ONE_MANY = List.of("One", "Many");

    private static List<String> keys() {
        return AI
                .server()
                .findAll(postRequestedFor(urlEqualTo("/internal/v1/ai/completions")))
                .stream()
                .map(call -> call.getHeader("Idempotency-Key"))
                .toList();
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

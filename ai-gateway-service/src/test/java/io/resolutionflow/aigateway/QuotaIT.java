package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.aigateway.ledger.ExpireHolds;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;

class QuotaIT extends GatewayUnderTest {

    @Autowired ExpireHolds reaper;

    private List<Answer> atOnce(int calls, String task, String more) throws Exception {
        return together(
                Collections.<Callable<Answer>>nCopies(calls, () -> complete(task, newKey(), more)));
    }

    @Test
    void parallel_reservations_never_overspend_calls_KD_5() throws Exception {
        plan(10L, null, null, null, null);
        providerAnswers("Slowly.", 300);

        List<Answer> replies = atOnce(32, "chat_message", "\"phase\":\"start\"");

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(10);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 429)
                .hasSize(22)
                .allMatch(reply -> reply.code().equals("quota_exceeded"));
        assertThat(quota().get("daily_used").asLong()).isEqualTo(10);
        assertThat(quota().get("daily_reserved").asLong()).isZero();
        assertThat(providerCalls()).isEqualTo(10);
    }

    @Test
    void parallel_reservations_never_overspend_tokens_or_cost_KD_5() throws Exception {
        plan(null, null, 9_000L, 60_000L, null);
        providerAnswers("Slowly.", 200);

        atOnce(32, "chat_message", "\"phase\":\"start\"");

        JsonNode quota = quota();
        assertThat(quota.at("/tokens/used").asLong()).isPositive().isLessThanOrEqualTo(9_000);
        assertThat(quota.at("/cost/used_micros").asLong()).isPositive().isLessThanOrEqualTo(60_000);
        assertThat(quota.at("/tokens/reserved").asLong()).isZero();
        assertThat(quota.get("daily_reserved").asLong()).isZero();
        long excused =
                inAccount(db ->
                        db.sql(
                                        "select sum(tokens_excused + cost_excused)::bigint from quota_window where account_id = :a")
                                .param("a", account)
                                .query(Long.class)
                                .single());
        assertThat(excused).isZero();
    }

    @Test
    void the_table_itself_refuses_overspending_whatever_code_runs_KD_5() {
        plan(1L, null, null, null, null);
        complete("chat_message", newKey(), "");

        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(() ->
                                inAccount(db ->
                                        db.sql(
                                                        "update quota_window set calls_reserved = 5 where account_id = :a and period = 'daily'")
                                                .param("a", account)
                                                .update())))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void a_spent_quota_refuses_new_starts_and_never_cuts_off_work_under_way_KD_7() {
        plan(null, 1L, null, null, null);
        complete("chat_message", newKey(), "");

        Answer start = complete("chat_message", newKey(), "");
        Answer goesOn = complete("chat_message", newKey(), "\"phase\":\"continue\"");
        Answer never =
                complete("chat_message", newKey(), "\"phase\":\"continue\",\"offline\":\"never\"");
        Answer only = complete("chat_message", newKey(), "\"offline\":\"only\"");

        assertThat(start.status()).isEqualTo(429);
        assertThat(start.code()).isEqualTo("quota_exceeded");
        assertThat(start.json().get("deny_reason").asString()).isEqualTo("monthly");
        assertThat(start.json().get("message").asString())
                .isEqualTo("Your plan's AI calls for this billing month are used up.");
        assertThat(start.json().get("offline_available").asBoolean()).isTrue();
        assertThat(start.json().at("/quota/monthly_used").asLong()).isEqualTo(1);
        assertThat(start.json().get("reset_at"))
                .isEqualTo(start.json().at("/quota/monthly_reset_at"));
        assertThat(Long.parseLong(start.header("Retry-After"))).isPositive();
        assertThat(goesOn.status()).isEqualTo(200);
        assertThat(goesOn.json().get("offline_reason").asString()).isEqualTo("quota");
        assertThat(goesOn.json().get("content").asString()).contains("No language model is in use");
        assertThat(never.status()).isEqualTo(429);
        assertThat(only.status()).isEqualTo(200);
        assertThat(providerCalls()).isEqualTo(1);
        assertThat(quota().get("monthly_used").asLong()).isEqualTo(1);
        assertThat(get(owner, "/api/v1/ai/usage?outcome=denied").json()).hasSize(2);
    }

    @Test
    void where_offline_answers_are_switched_off_a_spent_quota_stops_everything() {
        plan(null, 0L, null, null, null);
        administer("{\"offline_on_quota\":false}");

        assertThat(complete("chat_message", newKey(), "\"phase\":\"continue\"").status())
                .isEqualTo(429);
    }

    @Test
    void exhaustion_is_told_once_per_window_and_a_warning_once_per_threshold() {
        plan(null, 5L, null, null, null);
        for (int i = 0; i < 8; i++) {
            complete("chat_message", newKey(), "");
        }

        assertThat(events("ai.quota_exhausted")).hasSize(1);
        assertThat(events("ai.quota_exhausted").getFirst().get("metric").asString())
                .isEqualTo("monthly");
        assertThat(events("ai.quota_warning"))
                .extracting(event -> event.get("threshold").asInt())
                .containsExactly(80, 95);
        assertThat(quota().at("/warnings/0/threshold").asInt()).isEqualTo(95);
    }

    @Test
    void a_task_that_counts_no_call_still_takes_tokens_and_cost() {
        plan(0L, null, null, null, null);

        assertThat(complete("handoff_assessment", newKey(), "").status()).isEqualTo(200);
        assertThat(quota().at("/tokens/used").asLong()).isEqualTo(150);
        assertThat(quota().get("daily_used").asLong()).isZero();
    }

    @Test
    void the_first_node_of_a_tree_is_a_tree_build_and_a_repair_is_none() {
        plan(null, null, null, null, 1L);
        String reference =
                "\"reference\":{\"kind\":\"l1_walk\",\"id\":\"" + UUID.randomUUID() + "\"}";

        assertThat(complete("l1_next_node", newKey(), reference).status()).isEqualTo(200);
        assertThat(complete("l1_next_node", newKey(), reference + ",\"attempt\":2").status())
                .isEqualTo(200);
        Answer second = complete("l1_next_node", newKey(), "");

        assertThat(second.json().get("deny_reason").asString()).isEqualTo("tree_builds");
        assertThat(quota().at("/tree_builds/used").asLong()).isEqualTo(1);
        assertThat(quota().at("/tree_builds/allowed").asBoolean()).isFalse();
        assertThat(quota().get("monthly_used").asLong()).isEqualTo(1);
    }

    @Test
    void the_output_bound_is_lowered_to_what_is_left_and_the_answer_says_so() {
        plan(null, null, 1_000L, null, null);

        JsonNode answer = complete("chat_message", newKey(), "").json();

        assertThat(answer.get("max_output_tokens").asInt()).isBetween(256, 999);
    }

    @Test
    void a_super_admin_acting_in_the_account_asks_no_window() {
        plan(0L, 0L, 0L, 0L, 0L);
        String body =
                "{\"task\":\"chat_message\",\"inputs\":{},\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}]}";

        Answer reply =
                call(
                        "POST",
                        request(TestPerson.superAdmin(), "/internal/v1/ai/completions")
                                .header("Idempotency-Key", newKey())
                                .header("X-RF-Account-Id", account.toString()),
                        body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(get(owner, "/api/v1/ai/usage").json().at("/0/counts_toward_quota").asBoolean())
                .isFalse();
    }

    @Test
    void a_hold_whose_lease_is_over_comes_back_and_a_late_answer_is_not_given() {
        unlimited();
        providerAnswers("Too late.", 1_500);
        String key = newKey();
        var call = CompletableFuture.supplyAsync(() -> complete("chat_message", key, ""));
        await().until(() -> quota().get("monthly_reserved").asLong() == 1);
        inAccount(db ->
                db.sql(
                                "update ai_request set lease_until = now() - interval '1 second' where account_id = :a and state = 'held'")
                        .param("a", account)
                        .update());

        reaper.expire();

        JsonNode quota = quota();
        assertThat(quota.get("monthly_reserved").asLong() + quota.get("monthly_used").asLong())
                .isZero();
        assertThat(call.join().status()).isEqualTo(502);
        JsonNode row = get(owner, "/api/v1/ai/usage").json().get(0);
        assertThat(row.get("outcome").asString()).isEqualTo("expired");
        JsonNode detail = get(owner, "/api/v1/ai/usage/" + row.get("request_id").asString()).json();
        assertThat(detail.at("/adjustments/0/kind").asString()).isEqualTo("late_settle");
        assertThat(detail.at("/attempts/0/counts").asBoolean()).isFalse();
        assertThat(detail.at("/attempts/0/usage/input_tokens").asLong()).isEqualTo(100);
        assertThat(quota().at("/tokens/used").asLong()).isZero();
        assertThat(events("ai.usage_recorded")).hasSize(1);
    }

    @Test
    void a_lowered_limit_holds_at_once_and_a_raised_one_too() {
        plan(null, 5L, null, null, null);
        complete("chat_message", newKey(), "");
        complete("chat_message", newKey(), "");

        plan(null, 1L, null, null, null);
        assertThat(complete("chat_message", newKey(), "").status()).isEqualTo(429);
        assertThat(quota().get("allowed").asBoolean()).isFalse();
        plan(null, 3L, null, null, null);
        assertThat(complete("chat_message", newKey(), "").status()).isEqualTo(200);
        assertThat(complete("chat_message", newKey(), "").status()).isEqualTo(429);
    }

    @Test
    void an_account_is_known_from_its_first_look_with_the_default_plan() {
        JsonNode quota = quota();

        assertThat(quota.at("/plan/code").asString()).isEqualTo("free");
        assertThat(quota.get("daily_limit").asLong()).isEqualTo(15);
        assertThat(quota.get("monthly_limit").asLong()).isEqualTo(150);
        assertThat(quota.at("/tokens/limit").asLong()).isEqualTo(1_000_000);
        assertThat(quota.at("/cost/limit_micros").asLong()).isEqualTo(4_000_000);
        assertThat(quota.at("/tree_builds/limit").asLong()).isEqualTo(3);
        assertThat(quota.at("/limits/max_in_flight").asLong()).isEqualTo(2);
        assertThat(quota.get("time_zone").asString()).isEqualTo("UTC");
        assertThat(quota.get("allowed").asBoolean()).isTrue();
        assertThat(quota.get("deny_reason").isNull()).isTrue();
        assertThat(quota.get("warn_at_percent").toString()).isEqualTo("[80,95]");
        assertThat(quota.get("provider_mode").asString()).isEqualTo("live");
    }

    @Test
    void more_calls_at_once_than_the_plan_has_are_rate_limited() throws Exception {
        providerAnswers("Slowly.", 700);

        List<Answer> replies = atOnce(5, "chat_message", "\"phase\":\"start\"");

        assertThat(replies)
                .filteredOn(reply -> reply.code().equals("rate_limited"))
                .hasSize(3)
                .allMatch(reply -> reply.status() == 429);
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(2);
    }

    @Test
    void advice_says_what_a_call_would_meet_and_holds_nothing() {
        plan(null, 0L, null, null, null);

        JsonNode start =
                asService(
                                "l1-walk-service",
                                account,
                                "POST",
                                "/internal/v1/ai/quota/check",
                                "{\"task\":\"l1_next_node\",\"phase\":\"start\"}")
                        .json();
        JsonNode goesOn =
                asService(
                                "l1-walk-service",
                                account,
                                "POST",
                                "/internal/v1/ai/quota/check",
                                "{\"task\":\"l1_next_node\",\"phase\":\"continue\"}")
                        .json();

        assertThat(start.get("allowed").asBoolean()).isFalse();
        assertThat(start.get("deny_reason").asString()).isEqualTo("monthly");
        assertThat(start.get("ai_enabled").asBoolean()).isTrue();
        assertThat(goesOn.get("allowed").asBoolean()).isTrue();
        assertThat(goesOn.get("would_be_offline").asBoolean()).isTrue();
        assertThat(goesOn.at("/quota/monthly_limit").asLong()).isZero();
    }
}

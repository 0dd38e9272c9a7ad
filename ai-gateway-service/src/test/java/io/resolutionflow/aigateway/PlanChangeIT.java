package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an operator's change of a plan means for those who have it, and keys of an operator. */
class PlanChangeIT extends LiveModelsUnderTest {

    private static final String PLANS = "/api/v1/ai/admin/plans";
    private final TestPerson operator = TestPerson.superAdmin();
    private final String code = "c-" + UUID.randomUUID().toString().substring(0, 8);

    private String plan(String more) {
        return "{\"code\":\"" + code + "\",\"name\":\"Test\",\"max_tier\":\"deep\"," + more + "}";
    }

    private List<JsonNode> told() {
        return rows().payloads("ai.plan_changed").stream().map(json::readTree).toList();
    }

    private void awaitTold(int events) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told()).hasSize(events));
    }

    @Test
    void every_account_of_a_replaced_plan_is_told_what_holds_otherwise_and_by_whom() {
        post(operator, PLANS, plan("\"monthly_calls\":5"));
        administer("{\"plan_code\":\"" + code + "\"}");
        put(
                operator,
                "/api/v1/ai/admin/accounts/" + account + "/overrides/daily_calls",
                "{\"value\":7,\"reason\":\"pilot\"}");
        int before = told().size();

        put(
                operator,
                PLANS + "/" + code,
                plan("\"monthly_calls\":9,\"daily_calls\":3,\"version\":1"));

        awaitTold(before + 1);
        JsonNode event = told().getLast();
        assertThat(event.get("plan_code").asString()).isEqualTo(code);
        assertThat(event.get("previous_plan_code").asString()).isEqualTo(code);
        assertThat(event.get("changed_limits").toString())
                .as("what an override holds is not changed by the plan")
                .isEqualTo("[{\"limit\":\"monthly_calls\",\"before\":5,\"after\":9}]");
        assertThat(event.get("actor_id").asString()).isEqualTo(operator.userId().toString());
        assertThat(event.get("acting_as").asString()).isEqualTo("super_admin");

        // another name is no other limit; a further change is told for itself, before what follows
        // it
        put(
                operator,
                PLANS + "/" + code,
                plan("\"monthly_calls\":9,\"daily_calls\":3,\"version\":2"));
        put(
                operator,
                PLANS + "/" + code,
                plan("\"monthly_calls\":1,\"daily_calls\":3,\"version\":3"));
        administer("{\"plan_code\":\"pro\"}");

        awaitTold(before + 3);
        assertThat(told().get(before + 1).get("changed_limits").toString())
                .isEqualTo("[{\"limit\":\"monthly_calls\",\"before\":9,\"after\":1}]");
        assertThat(told().getLast().get("previous_plan_code").asString()).isEqualTo(code);
        assertThat(told().getLast().get("plan_code").asString()).isEqualTo("pro");
    }

    @Test
    void an_operator_in_no_account_has_keys_too() {
        String body = plan("\"monthly_calls\":5");
        String key = newKey();
        Answer made = post(operator, PLANS, body, key);
        Answer again = post(operator, PLANS, body, key);

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(made.body());
        assertThat(post(operator, PLANS, plan("\"monthly_calls\":6"), key).code())
                .isEqualTo("idempotency_key_reused");
        assertThat(post(operator, PLANS, body, "not visible").status()).isEqualTo(422);
        assertThat(post(engineer, PLANS, body, newKey()).status()).isEqualTo(403);
    }

    @Test
    void a_broken_number_is_no_limit_and_blanks_are_no_reason() {
        assertThat(post(operator, PLANS, plan("\"monthly_calls\":1.5")).status()).isEqualTo(422);
        String override = "/api/v1/ai/admin/accounts/" + account + "/overrides/daily_calls";
        assertThat(
                        put(operator, override, "{\"value\":1,\"reason\":\"    \"}")
                                .json()
                                .at("/errors/0/field")
                                .asString())
                .isEqualTo("reason");
    }
}

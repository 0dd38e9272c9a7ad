package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The operator's side (contract-ai §2.4) and the prompt log (§8). */
class AdministrationIT extends LiveModelsUnderTest {

    private static final String ADMIN = "/api/v1/ai/admin/";
    private final TestPerson operator = TestPerson.superAdmin();
    private final String code = "t-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void a_plan_is_made_once_and_replaced_by_its_version() {
        Answer created = post(operator, ADMIN + "plans", plan(code, "\"monthly_calls\":2"));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.json().get("warn_at_percent").toString()).isEqualTo("[80,95]");
        assertThat(created.json().get("daily_calls").isNull()).isTrue();

        assertThat(post(operator, ADMIN + "plans", plan(code, "\"monthly_calls\":2")).code())
                .isEqualTo("plan_code_taken");
        administer("{\"plan_code\":\"" + code + "\"}");
        assertThat(quota().get("monthly_limit").asLong()).isEqualTo(2);

        Answer replaced =
                put(
                        operator,
                        ADMIN + "plans/" + code,
                        plan(code, "\"monthly_calls\":1,\"version\":1"));
        assertThat(replaced.json().get("version").asLong()).isEqualTo(2);
        // at once, in the running window
        assertThat(quota().get("monthly_limit").asLong()).isEqualTo(1);
        Answer stale =
                put(
                        operator,
                        ADMIN + "plans/" + code,
                        plan(code, "\"monthly_calls\":9,\"version\":1"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.json().get("current_version").asLong()).isEqualTo(2);
        assertThat(stale.json().at("/current/monthly_calls").asLong()).isEqualTo(1);
    }

    @Test
    void an_archived_plan_stays_for_who_has_it_and_is_given_to_nobody_else() {
        post(operator, ADMIN + "plans", plan(code, "\"monthly_calls\":5"));
        administer("{\"plan_code\":\"" + code + "\"}");
        put(
                operator,
                ADMIN + "plans/" + code,
                plan(code, "\"monthly_calls\":5,\"archived\":true,\"version\":1"));

        assertThat(quota().at("/plan/code").asString()).isEqualTo(code);
        Answer other =
                put(
                        operator,
                        ADMIN + "accounts/" + UUID.randomUUID(),
                        "{\"plan_code\":\"" + code + "\"}");
        assertThat(other.code()).isEqualTo("plan_archived");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"code\":\"X\",\"name\":\"n\",\"max_tier\":\"deep\"}; code",
                "{\"code\":\"okay\",\"max_tier\":\"deep\"}; name",
                "{\"code\":\"okay\",\"name\":\"n\",\"max_tier\":\"huge\"}; max_tier",
                "{\"code\":\"okay\",\"name\":\"n\",\"max_tier\":\"deep\",\"daily_calls\":-1}; daily_calls"
            })
    void a_plan_that_makes_no_sense_is_422(String body, String field) {
        Answer refused = post(operator, ADMIN + "plans", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void an_override_replaces_the_plans_value_until_it_expires() {
        String overrides = ADMIN + "accounts/" + account + "/overrides/";
        Answer set =
                put(operator, overrides + "monthly_calls", "{\"value\":7,\"reason\":\"pilot\"}");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(quota().get("monthly_limit").asLong()).isEqualTo(7);

        put(operator, overrides + "monthly_calls", "{\"value\":null,\"reason\":\"no limit now\"}");
        assertThat(quota().get("monthly_limit").isNull()).isTrue();
        put(operator, overrides + "max_tier", "{\"value\":\"fast\",\"reason\":\"cheap\"}");
        assertThat(quota().at("/limits/max_tier").asString()).isEqualTo("fast");

        Answer soonOver =
                put(
                        operator,
                        overrides + "monthly_calls",
                        "{\"value\":1,\"reason\":\"a moment\",\"expires_at\":\""
                                + Instant.now().plusSeconds(2)
                                + "\"}");
        assertThat(soonOver.status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> quota().get("monthly_limit").asLong() == 100_000);

        assertThat(delete(operator, overrides + "max_tier").status()).isEqualTo(204);
        assertThat(delete(operator, overrides + "max_tier").status()).isEqualTo(404);
        assertThat(quota().at("/limits/max_tier").asString()).isEqualTo("deep");
        assertThat(
                        put(
                                        operator,
                                        overrides + "warn_at_percent",
                                        "{\"value\":1,\"reason\":\"abc\"}")
                                .status())
                .isEqualTo(422);
        assertThat(
                        put(operator, overrides + "daily_calls", "{\"value\":1,\"reason\":\"ab\"}")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void the_list_of_accounts_tells_how_far_each_is() {
        put(
                operator,
                ADMIN + "accounts/" + account + "/overrides/monthly_calls",
                "{\"value\":2,\"reason\":\"pilot\"}");
        allow("oai-sim-ok");
        complete("chat_message", newKey(), "");
        complete("chat_message", newKey(), "");

        JsonNode rows =
                get(operator, ADMIN + "accounts?q=" + account.toString().substring(0, 13)).json();
        assertThat(rows).hasSize(1);
        assertThat(rows.at("/0/account_id").asString()).isEqualTo(account.toString());
        assertThat(rows.at("/0/plan").asString()).isEqualTo("enterprise");
        assertThat(rows.at("/0/percent/monthly").asInt()).isEqualTo(100);
        assertThat(rows.at("/0/overrides/0/metric").asString()).isEqualTo("monthly_calls");
        assertThat(rows.at("/0/last_used_at").isNull()).isFalse();
        assertThat(get(operator, ADMIN + "accounts?over_percent=100").json().toString())
                .contains(account.toString());
        assertThat(get(operator, ADMIN + "accounts?over_percent=101").json().toString())
                .doesNotContain(account.toString());
        Answer first = get(operator, ADMIN + "accounts?limit=1");
        assertThat(first.json()).hasSize(1);
    }

    @Test
    void a_month_is_priced_again_by_adjustments_and_never_by_changed_rows() {
        allow("oai-sim-ok");
        JsonNode answer = complete("chat_message", newKey(), "").json();
        String id = answer.get("request_id").asString();
        String span =
                "\"provider\":\"oai-sim-ok\",\"model\":\"sim-ok\",\"from\":\""
                        + Instant.now().minusSeconds(3_600)
                        + "\",\"to\":\""
                        + Instant.now().plusSeconds(3_600)
                        + "\"";
        Answer price =
                post(
                        operator,
                        ADMIN + "prices",
                        "{\"provider\":\"oai-sim-ok\",\"model\":\"sim-ok\",\"effective_from\":\""
                                + Instant.now().minusSeconds(1_800)
                                + "\",\"input\":2000000,\"cache_read\":200000,\"output\":20000000,\"correction\":true}");
        assertThat(price.status()).as(price.body()).isEqualTo(201);

        JsonNode look = post(operator, ADMIN + "prices/rerate", "{" + span + "}").json();
        assertThat(look.get("requests").asLong()).isPositive();
        assertThat(quota().at("/cost/used_micros").asLong()).isEqualTo(556);

        Answer job = post(operator, ADMIN + "prices/rerate", "{" + span + ",\"dry_run\":false}");
        assertThat(job.status()).isEqualTo(202);
        assertThat(job.json().has("job_id")).isTrue();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(quota().at("/cost/used_micros").asLong()).isEqualTo(1_056));
        JsonNode row = usage(id);
        assertThat(row.get("cost_micros").asLong()).isEqualTo(556);
        assertThat(row.at("/adjustments/0/kind").asString()).isEqualTo("rerate");
        assertThat(row.at("/adjustments/0/delta").asLong()).isEqualTo(500);
        assertThat(rows().payloads("ai.usage_adjusted")).hasSize(1);
        assertThat(check().get("ok").asBoolean()).isTrue();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        post(operator, ADMIN + "prices/rerate", "{" + span + "}")
                                                .json()
                                                .get("requests")
                                                .asLong())
                                .isZero());
    }

    @Test
    void the_ledger_adds_up_and_says_where_it_does_not() {
        allow("oai-sim-bad-json-then-ok");
        complete(
                "chat_message",
                newKey(),
                "\"response_schema\":{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\"}}}");
        allow("ant-sim-ok");
        complete("chat_message", newKey(), "");
        JsonNode fine = check();
        assertThat(fine.get("ok").asBoolean()).as(fine.toString()).isTrue();
        assertThat(fine.get("requests").asLong()).isEqualTo(2);
        assertThat(fine.get("stored_micros")).isEqualTo(fine.get("recomputed_micros"));

        inAccount(jdbc ->
                jdbc.sql(
                                "update quota_window set tokens_used = tokens_used + 1 where period = 'monthly'")
                        .update());
        JsonNode wrong = check();
        assertThat(wrong.get("ok").asBoolean()).isFalse();
        assertThat(wrong.at("/window_differences/0/metric").asString()).isEqualTo("tokens");
    }

    @Test
    void prompts_are_logged_only_when_asked_for_redacted_sealed_and_every_look_is_audited() {
        allow("oai-sim-ok");
        String unlogged =
                complete("chat_message", newKey(), "").json().get("request_id").asString();
        administer("{\"prompt_log_until\":\"" + Instant.now().plusSeconds(3_600) + "\"}");
        Answer answer =
                post(
                        engineer,
                        "/internal/v1/ai/completions",
                        body("chat_message", "Mail jo@canary.test, password: canary1", ""),
                        newKey());
        String logged = answer.json().get("request_id").asString();

        assertThat(usage(unlogged).get("prompt_log").isNull()).isTrue();
        JsonNode entry = usage(logged).get("prompt_log");
        assertThat(entry.at("/messages/1/text").asString())
                .contains("[email:")
                .contains("[secret:")
                .doesNotContain("canary");
        assertThat(entry.get("answer").asString()).startsWith("This answer");
        assertThat(count("select count(*) from audit_log where action = 'ai.prompt_log.read'"))
                .isEqualTo(1);
        assertThat(
                        count(
                                "select count(*) from prompt_log where position('canary'::bytea in content) > 0 or position('answer'::bytea in content) > 0"))
                .isZero();
        var stranger = TestPerson.owner(UUID.randomUUID());
        assertThat(get(stranger, "/api/v1/ai/usage/" + logged).status()).isEqualTo(404);
    }

    @Test
    void answers_under_a_key_are_sealed() {
        allow("oai-sim-ok");
        complete("chat_message", newKey(), "");

        assertThat(
                        count(
                                "select count(*) from completion_key where position('simulator'::bytea in answer) > 0"))
                .isZero();
        assertThat(count("select count(*) from completion_key where answer is not null"))
                .isEqualTo(1);
    }

    @Test
    void nobody_else_administers() {
        for (String path :
                new String[] {
                    "accounts",
                    "plans",
                    "prices",
                    "ledger/check?account_id=" + account + "&month=2026-11"
                }) {
            assertThat(get(owner, ADMIN + path).code()).isEqualTo("role_required");
        }
    }

    private JsonNode check() {
        YearMonth month = YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC));
        return get(operator, ADMIN + "ledger/check?account_id=" + account + "&month=" + month)
                .json();
    }

    private static String plan(String code, String more) {
        return "{\"code\":\"" + code + "\",\"name\":\"Test\",\"max_tier\":\"deep\"," + more + "}";
    }
}

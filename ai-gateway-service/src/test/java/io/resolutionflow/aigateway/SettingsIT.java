package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SettingsIT extends GatewayUnderTest {

    private Answer put(TestPerson person, String body) {
        return put(person, "/api/v1/ai/settings", body);
    }

    private ObjectNode current() {
        return (ObjectNode) get(owner, "/api/v1/ai/settings").json();
    }

    @Test
    void the_operator_gives_a_new_account_its_plan_zone_and_anchor_at_once() {
        JsonNode overview =
                administer(
                        "{\"plan_code\":\"starter\",\"billing_anchor_day\":31,\"time_zone\":\"Europe/Berlin\",\"ai_enabled\":true,\"offline_on_quota\":true,\"allowed_providers\":null,\"redaction\":\"standard\",\"prompt_log_until\":null}");

        assertThat(overview.at("/settings/time_zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(overview.at("/settings/billing_anchor_day").asInt()).isEqualTo(31);
        assertThat(overview.at("/settings/pending").isNull()).isTrue();
        assertThat(overview.at("/quota/plan/code").asString()).isEqualTo("starter");
        assertThat(overview.at("/overrides").isArray()).isTrue();
        assertThat(quota().get("monthly_limit").asLong()).isEqualTo(2_000);
        assertThat(events("ai.plan_changed").getFirst().get("plan_code").asString())
                .isEqualTo("starter");
        assertThat(
                        get(TestPerson.superAdmin(), "/api/v1/ai/admin/accounts/" + account)
                                .json()
                                .get("settings"))
                .isEqualTo(overview.get("settings"));
    }

    @Test
    void a_changed_limit_is_told_with_what_held_before() {
        unlimited();
        int told = events("ai.plan_changed").size();
        String override = "/api/v1/ai/admin/accounts/" + account + "/overrides/monthly_calls";
        put(TestPerson.superAdmin(), override, "{\"value\":7,\"reason\":\"pilot\"}");
        put(TestPerson.superAdmin(), override, "{\"value\":7,\"reason\":\"pilot goes on\"}");
        delete(TestPerson.superAdmin(), override);

        List<JsonNode> changes = events("ai.plan_changed");
        assertThat(changes).as("not for another reason alone").hasSize(told + 2);
        JsonNode first = changes.get(told);
        assertThat(first.get("plan_code")).isEqualTo(first.get("previous_plan_code"));
        assertThat(first.get("changed_limits").toString())
                .isEqualTo("[{\"limit\":\"monthly_calls\",\"before\":null,\"after\":7}]");
        assertThat(changes.getLast().get("changed_limits").toString())
                .isEqualTo("[{\"limit\":\"monthly_calls\",\"before\":7,\"after\":null}]");
    }

    @Test
    void a_repeated_seed_changes_nothing_but_the_version() {
        administer(
                "{\"plan_code\":\"pro\",\"billing_anchor_day\":1,\"time_zone\":\"Europe/Berlin\"}");
        JsonNode again =
                administer(
                        "{\"plan_code\":\"pro\",\"billing_anchor_day\":1,\"time_zone\":\"Europe/Berlin\"}");

        assertThat(again.at("/settings/pending").isNull()).isTrue();
        assertThat(again.at("/quota/plan/code").asString()).isEqualTo("pro");
        assertThat(events("ai.plan_changed")).hasSize(1);
    }

    @Test
    void a_change_of_zone_waits_for_the_end_of_the_running_month() {
        ObjectNode settings = current();
        settings.put("time_zone", "Asia/Tokyo").put("offline_on_quota", false);

        Answer reply = put(owner, settings.toString());

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().get("time_zone").asString()).isEqualTo("UTC");
        assertThat(reply.json().at("/pending/time_zone").asString()).isEqualTo("Asia/Tokyo");
        assertThat(reply.json().at("/pending/effective_at"))
                .isEqualTo(quota().get("monthly_reset_at"));
        assertThat(reply.json().get("offline_on_quota").asBoolean()).isFalse();
        assertThat(reply.json().get("version").asLong())
                .isEqualTo(settings.get("version").asLong() + 1);
    }

    @Test
    void an_old_version_is_a_conflict_that_carries_the_current_settings() {
        ObjectNode settings = current();
        put(owner, settings.toString());

        Answer stale = put(owner, settings.toString());

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo("version_conflict");
        assertThat(stale.json().get("current_version")).isEqualTo(current().get("version"));
        assertThat(stale.json().at("/current/redaction").asString()).isEqualTo("standard");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allowed_providers|[\"nobody\"]|unknown_provider",
                "allowed_providers|[null]|validation_failed",
                "time_zone|\"Mars/Olympus\"|unknown_time_zone",
                "time_zone|\"+02:00\"|unknown_time_zone",
                "redaction|\"none\"|validation_failed",
                "prompt_log_until|\"2999-01-01T00:00:00Z\"|validation_failed",
                "ai_enabled|null|validation_failed",
                "version|null|validation_failed"
            })
    void values_that_do_not_exist_are_422(String member, String value, String code) {
        ObjectNode settings = current();
        settings.set(member, json.readTree(value));

        Answer reply = put(owner, settings.toString());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void a_write_is_audited_in_the_account_with_its_actor() {
        put(owner, current().put("redaction", "strict").toString());

        var row =
                inAccount(db ->
                        db.sql(
                                        "select actor_name, action, before_digest <> after_digest as changed from audit_log where account_id = :a")
                                .param("a", account)
                                .query()
                                .singleRow());
        assertThat(row)
                .containsEntry("actor_name", owner.name())
                .containsEntry("action", "ai.settings.change")
                .containsEntry("changed", true);
    }

    @Test
    void plans_and_prices_are_the_operators() {
        JsonNode plans = get(TestPerson.superAdmin(), "/api/v1/ai/admin/plans").json();
        assertThat(plans.findValuesAsString("code"))
                .contains("free", "starter", "pro", "enterprise");

        String price =
                "{\"provider\":\"sim\",\"model\":\"sim-"
                        + UUID.randomUUID()
                        + "\",\"effective_from\":\"2999-01-01T00:00:00Z\",\"input\":3,\"output\":15}";
        Answer added = post(TestPerson.superAdmin(), "/api/v1/ai/admin/prices", price);
        Answer twice = post(TestPerson.superAdmin(), "/api/v1/ai/admin/prices", price);
        Answer past =
                post(
                        TestPerson.superAdmin(),
                        "/api/v1/ai/admin/prices",
                        price.replace("2999", "2025"));

        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(added.json().get("reasoning").asLong()).isEqualTo(15);
        assertThat(added.json().get("cache_write_5m").asLong()).isEqualTo(3);
        assertThat(twice.code()).isEqualTo("price_exists");
        assertThat(past.code()).isEqualTo("price_in_past");
        assertThat(
                        put(
                                        TestPerson.superAdmin(),
                                        "/api/v1/ai/admin/accounts/" + account,
                                        "{\"plan_code\":\"nope\"}")
                                .status())
                .isEqualTo(422);
        assertThat(put(owner, "/api/v1/ai/admin/accounts/" + account, "{}").status())
                .isEqualTo(403);
    }

    @Test
    void providers_are_shown_without_key_or_address_and_only_what_there_is() {
        JsonNode providers = get(owner, "/api/v1/ai/providers").json();

        assertThat(providers.findValuesAsString("name"))
                .contains("anthropic", "google", "local", "offline", "openai", "sim");
        for (JsonNode provider : providers) {
            boolean expected =
                    !List.of("anthropic", "google", "openai")
                            .contains(provider.get("name").asString());
            assertThat(provider.get("configured").asBoolean())
                    .as(provider.toString())
                    .isEqualTo(expected);
        }
    }
}

package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UsageIT extends GatewayUnderTest {

    @Test
    void another_tenant_sees_nothing_of_it() {
        unlimited();
        String request = complete("chat_message", newKey(), "").json().get("request_id").asString();
        var stranger = TestPerson.owner(UUID.randomUUID());

        Answer foreign = get(stranger, "/api/v1/ai/usage/" + request);
        Answer absent = get(stranger, "/api/v1/ai/usage/" + UUID.randomUUID());

        assertThat(get(owner, "/api/v1/ai/usage/" + request).status()).isEqualTo(200);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body().replaceAll("\"trace_id\":\"[^\"]*\"", ""))
                .isEqualTo(absent.body().replaceAll("\"trace_id\":\"[^\"]*\"", ""));
        assertThat(get(stranger, "/api/v1/ai/usage").json()).isEmpty();
        assertThat(get(stranger, "/api/v1/ai/usage/summary").json().at("/totals/calls").asLong())
                .isZero();
        assertThat(get(stranger, "/api/v1/ai/usage?format=csv").body().lines()).hasSize(1);
    }

    @Test
    void without_a_tenant_no_row_of_any_tenant_table_is_visible() {
        unlimited();
        complete("chat_message", newKey(), "");
        for (String table :
                List.of(
                        "account_setting",
                        "limit_override",
                        "quota_window",
                        "quota_warning",
                        "ai_request",
                        "ai_attempt",
                        "ledger_adjustment",
                        "completion_key",
                        "embedding_cache")) {
            Long visible =
                    transaction.execute(status ->
                            jdbc.sql("select count(*) from " + table).query(Long.class).single());
            assertThat(visible).as(table).isZero();
        }
    }

    @Test
    void every_tenant_table_has_forced_row_security_and_globals_are_the_known_ones() {
        var open =
                transaction.execute(status ->
                        jdbc.sql(
                                        """
                                        select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                                         where n.nspname = 'ai' and c.relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
                                        """)
                                .query(String.class)
                                .list());

        assertThat(open)
                .containsExactlyInAnyOrder(
                        "plan",
                        "plan_version",
                        "model_price",
                        "replica",
                        "provider_health",
                        "rerate_job",
                        "outbox_shard",
                        "outbox_relay",
                        "schema_history",
                        "platform_schema_history");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/ai/usage",
        "/api/v1/ai/usage/summary",
        "/api/v1/ai/providers",
        "/api/v1/ai/settings",
        "/api/v1/ai/admin/plans",
        "/api/v1/ai/admin/prices"
    })
    void a_role_that_may_not_is_refused_before_anything_else(String path) {
        for (TestPerson person :
                List.of(TestPerson.viewer(account), TestPerson.l1(account), engineer)) {
            Answer reply = get(person, path + "?from=nonsense");

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("role_required");
        }
    }

    @Test
    void everybody_of_the_account_reads_the_quota_and_owners_do_not_administer() {
        assertThat(get(TestPerson.viewer(account), "/api/v1/ai/quota").status()).isEqualTo(200);
        assertThat(get(owner, "/api/v1/ai/admin/plans").status()).isEqualTo(403);
        assertThat(get(TestPerson.superAdmin(), "/api/v1/ai/quota").code()).isEqualTo("no_account");
    }

    @Test
    void rows_are_paged_newest_first_without_gap_or_repeat() {
        unlimited();
        for (int i = 0; i < 5; i++) {
            complete("fact_synthesis", newKey(), "");
        }
        Answer first = get(owner, "/api/v1/ai/usage?limit=2&task=fact_synthesis");
        var seen = new java.util.ArrayList<String>();
        String next = "/api/v1/ai/usage?limit=2&task=fact_synthesis";
        while (!next.isEmpty()) {
            Answer page = get(owner, next);
            page.json()
                    .forEach(row ->
                            seen.add(
                                    row.get("created_at").asString()
                                            + row.get("request_id").asString()));
            String link = page.header("Link");
            next = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }

        assertThat(seen)
                .hasSize(5)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        String link = first.header("Link");
        String cursor = link.substring(link.indexOf("cursor=") + 7, link.indexOf('>'));
        assertThat(get(owner, "/api/v1/ai/usage?limit=2&task=chat_message&cursor=" + cursor).code())
                .isEqualTo("invalid_cursor");
        assertThat(
                        get(
                                        TestPerson.admin(account),
                                        "/api/v1/ai/usage?limit=2&task=fact_synthesis&cursor="
                                                + cursor)
                                .code())
                .isEqualTo("invalid_cursor");
        assertThat(get(owner, "/api/v1/ai/usage?skip=1&cursor=" + cursor).code())
                .isEqualTo("paging_conflict");
    }

    @Test
    void groups_sum_what_the_rows_say() {
        unlimited();
        complete("chat_message", newKey(), "");
        complete("chat_message", newKey(), "");
        complete("fact_synthesis", newKey(), "");

        JsonNode byTask = get(owner, "/api/v1/ai/usage?group_by=task").json();
        JsonNode byDayAndModel = get(owner, "/api/v1/ai/usage?group_by=day,model").json();
        JsonNode byUser = get(owner, "/api/v1/ai/usage?group_by=user").json();

        assertThat(byTask).hasSize(2);
        assertThat(byTask.at("/0/task").asString()).isEqualTo("chat_message");
        assertThat(byTask.at("/0/calls").asLong()).isEqualTo(2);
        assertThat(byTask.at("/0/counted_calls").asLong()).isEqualTo(2);
        assertThat(byTask.at("/0/cost_micros").asLong()).isEqualTo(2 * 556);
        assertThat(byTask.at("/0/input_tokens").asLong()).isEqualTo(200);
        assertThat(byTask.at("/1/offline_calls").asLong()).isEqualTo(1);
        assertThat(byTask.at("/1/counted_calls").asLong()).isZero();
        assertThat(byDayAndModel).hasSize(2);
        assertThat(byDayAndModel.at("/0/day").asString()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(byUser.at("/0/user_name").asString()).isEqualTo(engineer.name());
    }

    @Test
    void a_summary_has_totals_tops_and_a_forecast() {
        unlimited();
        complete(
                "chat_message",
                newKey(),
                "\"reference\":{\"kind\":\"ai_session\",\"id\":\"" + UUID.randomUUID() + "\"}");

        JsonNode summary = get(owner, "/api/v1/ai/usage/summary").json();

        assertThat(summary.at("/totals/calls").asLong()).isEqualTo(1);
        assertThat(summary.at("/by_task/0/task").asString()).isEqualTo("chat_message");
        assertThat(summary.at("/by_model/0/model").asString()).isEqualTo("sim-ok");
        assertThat(summary.get("by_day")).hasSize(1);
        assertThat(summary.get("cache_read_percent").asLong()).isEqualTo(80);
        assertThat(summary.get("cost_per_session_micros").asLong()).isEqualTo(556);
        assertThat(summary.at("/forecast/method").asString()).isEqualTo("mean_7d");
        assertThat(summary.at("/forecast/projected_calls").asLong()).isPositive();
        assertThat(summary.at("/forecast/runs_out_on").isNull()).isTrue();
    }

    @Test
    void csv_has_a_header_and_a_line_a_row() {
        unlimited();
        complete("chat_message", newKey(), "");

        Answer csv = get(owner, "/api/v1/ai/usage?format=csv");
        Answer byAccept =
                call("GET", request(owner, "/api/v1/ai/usage").header("Accept", "text/csv"), null);

        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).contains("attachment");
        assertThat(csv.body().lines()).hasSize(2);
        assertThat(csv.body())
                .contains(",chat_message,start,standard,")
                .contains(",100,80,0,50,12,exact,556,true,");
        assertThat(byAccept.body()).isEqualTo(csv.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "user_id=7",
                "offline=perhaps",
                "group_by=hour",
                "group_by=day,user,task",
                "limit=0",
                "limit=201",
                "skip=10001",
                "reference_kind=ai_session"
            })
    void a_query_that_makes_no_sense_is_422(String query) {
        assertThat(get(owner, "/api/v1/ai/usage?" + query).status()).isEqualTo(422);
    }

    @Test
    void a_range_over_400_days_is_too_large_and_a_malformed_id_is_422() {
        assertThat(
                        get(
                                        owner,
                                        "/api/v1/ai/usage?from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                                .code())
                .isEqualTo("range_too_large");
        assertThat(get(owner, "/api/v1/ai/usage/no-id").code()).isEqualTo("validation_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task=nonsense",
                "tier=huge",
                "outcome=perhaps",
                "format=xml",
                "reference_kind=thing&reference_id=0199aaaa-0000-7000-8000-000000000000"
            })
    void a_filter_that_names_nothing_is_422(String query) {
        Answer refused = get(owner, "/api/v1/ai/usage?" + query);

        assertThat(refused.code()).isEqualTo("validation_failed");
        assertThat(refused.json().at("/errors/0/code").asString()).isEqualTo("unknown_value");
    }

    @ParameterizedTest
    @CsvSource({
        "application/xml, 406, ",
        "text/csv, 200, text/csv",
        "'text/csv;q=0.5, application/json', 200, application/json",
        "*/*, 200, application/json"
    })
    void the_form_of_a_list_is_what_is_accepted(String accept, int status, @Nullable String type) {
        Answer answer =
                call("GET", request(owner, "/api/v1/ai/usage").header("Accept", accept), null);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (type != null) {
            assertThat(answer.header("content-type")).startsWith(type);
        }
    }
}

package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.parts.TestParts;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each of the two walls between accounts holds alone (architecture §5.5). */
class IsolationIT extends RunningService {

    private static final List<String> TABLES =
            List.of(
                    "handoff",
                    "handoff_transition",
                    "minted_handoff",
                    "stream_counter",
                    "stream_event",
                    "stream_connection",
                    "assessment_job",
                    "notification_job",
                    "notification",
                    "notification_channel",
                    "notification_delivery",
                    "notification_setting",
                    "notification_preference",
                    "member",
                    "directory_state");
    private final TestPerson stranger = TestPerson.engineer(UUID.randomUUID());

    @Test
    void every_table_is_a_tenant_table_whose_keys_begin_with_the_account() {
        assertThat(
                        names(
                                """
                                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                                 where n.nspname = 'handoff' and c.relkind in ('r', 'p') and c.relname not like '%schema_history'
                                   and c.relname not in ('outbox_shard', 'outbox_relay') and not (c.relrowsecurity and c.relforcerowsecurity)
                                """))
                .isEmpty();
        assertThat(
                        names(
                                """
                                select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
                                  join pg_namespace n on n.oid = c.relnamespace
                                  join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                                 where n.nspname = 'handoff' and i.indisunique and c.relname not like '%schema_history'
                                   and c.relname not in ('outbox_shard', 'outbox_relay') and a.attname <> 'account_id'
                                """))
                .isEmpty();
    }

    @Test
    void without_a_bound_account_no_row_exists() {
        escalated(ana, UUID.randomUUID());
        for (String table : TABLES) {
            assertThat(names("select '" + table + "' from " + table)).as(table).isEmpty();
        }
    }

    @Test
    void queries_alone_keep_accounts_apart_when_the_row_policies_are_taken_away()
            throws SQLException {
        UUID session = UUID.randomUUID();
        get(dana, "/api/v1/notifications");
        UUID handoff = escalated(ana, session);
        await().atMost(SOON).until(() -> get(dana, "/api/v1/notifications").json().size() == 1);
        String notice = get(dana, "/api/v1/notifications").json().get(0).path("id").stringValue();
        String absent = claim(stranger, UUID.randomUUID(), UUID.randomUUID()).withoutTrace();
        rowPolicies("disable", "no force");
        try {
            // the red twin: plain SQL leaks now, so what still hides everything below are the
            // queries themselves
            assertThat(names("select 'leak' from handoff where id = '" + handoff + "'")).hasSize(1);
            assertThat(get(stranger, path(session, handoff)).withoutTrace()).isEqualTo(absent);
            assertThat(claim(stranger, session, handoff).withoutTrace()).isEqualTo(absent);
            assertThat(post(stranger, path(session, handoff, "cancel"), "{}").withoutTrace())
                    .isEqualTo(absent);
            assertThat(get(stranger, "/api/v1/ai-sessions/queue?include_own=true").json())
                    .isEmpty();
            assertThat(get(stranger, "/api/v1/ai-sessions/queue").header("RF-Stream-Position"))
                    .isEqualTo("0");
            assertThat(get(stranger, "/api/v1/notifications").json()).isEmpty();
            assertThat(
                            post(stranger, "/api/v1/notifications/" + notice + "/read", null)
                                    .withoutTrace())
                    .isEqualTo(absent);
            assertThat(get(stranger, "/api/v1/members").json()).hasSize(1);
        } finally {
            rowPolicies("enable", "force");
        }
        assertThat(get(dana, "/api/v1/ai-sessions/queue").json()).hasSize(1);
    }

    private List<String> names(String sql) {
        return Objects.requireNonNull(
                transaction.execute(status -> jdbc.sql(sql).query(String.class).list()));
    }

    private static void rowPolicies(String enable, String force) throws SQLException {
        try (var connection = TestParts.admin(TestParts.database("handoff"));
                var statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(
                        "alter table handoff." + table + " " + enable + " row level security");
                statement.execute(
                        "alter table handoff." + table + " " + force + " row level security");
            }
        }
    }
}

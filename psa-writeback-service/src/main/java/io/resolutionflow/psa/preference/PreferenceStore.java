package io.resolutionflow.psa.preference;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.rows.Columns;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Repository
@Transactional(propagation = Propagation.MANDATORY)
class PreferenceStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PreferenceStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Row(ObjectNode preferences, int version, Instant updatedAt, String updatedByName) {}

    Optional<Row> find() {
        return jdbc.sql("select * from account_preference where account_id = :account")
                .param("account", TenantContext.required())
                .query((row, n) -> {
                    var columns = new Columns(row);
                    return new Row(
                            (ObjectNode) json.readTree(columns.text("preferences")),
                            columns.number("version"),
                            columns.instant("updated_at"),
                            columns.text("updated_by_name"));
                })
                .optional();
    }

    /**
     * The row, made when it is not there, locked until the transaction ends: merges follow one
     * another.
     */
    Row lock(Caller caller, Instant now) {
        jdbc.sql(
                        """
                        insert into account_preference (account_id, preferences, version, updated_by, updated_by_name, updated_at)
                        values (:account, '{}', 0, :by, :name, :now) on conflict (account_id) do nothing
                        """)
                .param("account", TenantContext.required())
                .param("by", caller.userId())
                .param("name", caller.name())
                .param("now", Columns.at(now))
                .update();
        jdbc.sql("select 1 from account_preference where account_id = :account for update")
                .param("account", TenantContext.required())
                .query(Integer.class)
                .single();
        return find().orElseThrow();
    }

    void update(ObjectNode preferences, Caller caller, Instant now) {
        jdbc.sql(
                        """
                        update account_preference
                           set preferences = :preferences::jsonb, version = version + 1, updated_by = :by, updated_by_name = :name,
                               updated_at = :now
                         where account_id = :account
                        """)
                .param("account", TenantContext.required())
                .param("preferences", json.writeValueAsString(preferences))
                .param("by", caller.userId())
                .param("name", caller.name())
                .param("now", Columns.at(now))
                .update();
    }
}

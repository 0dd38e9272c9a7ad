package io.resolutionflow.psa.ticket;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.rows.Columns;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Kept lists, in the database: shared by replicas. */
@Repository
class LookupStore {

    private final JdbcClient jdbc;

    LookupStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(String body, Instant fetchedAt) {}

    @Transactional(readOnly = true)
    Optional<Row> find(UUID connection, String kind, String key) {
        return jdbc.sql(
                        """
                        select body, fetched_at from psa_lookup
                         where account_id = :account and connection_id = :connection and kind = :kind and key = :key
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("kind", kind)
                .param("key", key)
                .query((row, n) -> {
                    var columns = new Columns(row);
                    return new Row(columns.text("body"), columns.instant("fetched_at"));
                })
                .optional();
    }

    @Transactional
    void keep(UUID connection, String kind, String key, String body, Instant now) {
        jdbc.sql(
                        """
                        insert into psa_lookup (account_id, connection_id, kind, key, body, fetched_at)
                        values (:account, :connection, :kind, :key, :body::jsonb, :now)
                        on conflict (account_id, connection_id, kind, key) do update set body = excluded.body, fetched_at = excluded.fetched_at
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("kind", kind)
                .param("key", key)
                .param("body", body)
                .param("now", Columns.at(now))
                .update();
    }
}

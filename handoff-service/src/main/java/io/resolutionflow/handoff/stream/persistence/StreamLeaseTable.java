package io.resolutionflow.handoff.stream.persistence;

import io.resolutionflow.handoff.stream.StreamLeases;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code stream_connection}; a row without a heartbeat within the lease belongs to a replica
 * that died.
 */
@Repository
class StreamLeaseTable implements StreamLeases {

    private final JdbcClient jdbc;

    StreamLeaseTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Count count(UUID userId, Duration lease) {
        UUID account = TenantContext.required();
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                .params(account.toString())
                .query()
                .listOfRows();
        jdbc.sql(
                        "delete from stream_connection where account_id = ? and heartbeat_at < now() - make_interval(secs => ?)")
                .params(account, lease.toMillis() / 1000.0)
                .update();
        return jdbc.sql(
                        """
                        select count(*) as of_account, count(*) filter (where user_id = :user) as of_user
                          from stream_connection where account_id = :account
                        """)
                .param("user", userId)
                .param("account", account)
                .query((row, n) -> new Count(row.getInt("of_account"), row.getInt("of_user")))
                .single();
    }

    @Override
    public void open(UUID connectionId, UUID userId, UUID replica) {
        jdbc.sql(
                        "insert into stream_connection (account_id, connection_id, user_id, replica) values (?, ?, ?, ?)")
                .params(TenantContext.required(), connectionId, userId, replica)
                .update();
    }

    @Override
    public void renew(UUID connectionId) {
        jdbc.sql(
                        "update stream_connection set heartbeat_at = now() where account_id = ? and connection_id = ?")
                .params(TenantContext.required(), connectionId)
                .update();
    }

    @Override
    public void close(Collection<UUID> connectionIds) {
        jdbc.sql("delete from stream_connection where account_id = ? and connection_id = any (?)")
                .params(TenantContext.required(), connectionIds.toArray(UUID[]::new))
                .update();
    }
}

package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.rows.Columns;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims due rows of all accounts through two narrow functions of the database, listed in
 * docs/cross-tenant-queries.md. They tell ids and epochs only; whoever claimed acts inside the
 * row's account.
 */
@Repository
class ClaimedRows {

    private final JdbcClient jdbc;

    ClaimedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Claimed(UUID accountId, UUID id, long epoch) {}

    @Transactional
    List<Claimed> dueLooks(UUID owner, Duration lease, int limit) {
        return claim("claim_due_reconciles", owner, lease, limit);
    }

    @Transactional
    List<Claimed> dueTries(UUID owner, Duration lease, int limit) {
        return claim("claim_due_writebacks", owner, lease, limit);
    }

    private List<Claimed> claim(String function, UUID owner, Duration lease, int limit) {
        return jdbc.sql(
                        "select account_id, id, lease_epoch from "
                                + function
                                + "(:owner, :lease, :limit)")
                .param("owner", owner)
                .param("lease", (int) lease.toMillis())
                .param("limit", limit)
                .query((row, n) -> {
                    var columns = new Columns(row);
                    return new Claimed(
                            columns.uuid("account_id"),
                            columns.uuid("id"),
                            columns.bigNumber("lease_epoch"));
                })
                .list();
    }
}

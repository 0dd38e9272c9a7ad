package io.resolutionflow.handoff.handoff.persistence;

import io.resolutionflow.handoff.handoff.AuditRow;
import io.resolutionflow.handoff.handoff.AuditTrail;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Reads the platform's audit log for one hand-off. */
@Repository
class AuditTable implements AuditTrail {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public List<AuditRow> of(UUID handoffId, PageQuery page) {
        var after = page.after();
        return jdbc.sql(
                        """
                        select * from audit_log
                         where account_id = :account and resource_type = 'handoff' and resource_id = :handoff
                           and (:first or (at, id) < (:at::timestamptz, :id::uuid))
                         order by at desc, id desc limit :fetch offset :skip
                        """)
                .param("account", TenantContext.required())
                .param("handoff", handoffId.toString())
                .param("first", after == null)
                .param("at", after == null ? null : HandoffTable.time(after.at()))
                .param("id", after == null ? null : after.id())
                .param("fetch", page.fetch())
                .param("skip", page.skip())
                .query((row, n) -> row(row))
                .list();
    }

    private AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getObject("actor_id", UUID.class),
                row.getString("actor_name"),
                row.getString("acting_as"),
                row.getString("action"),
                row.getString("resource_type"),
                row.getString("resource_id"),
                row.getString("before_digest"),
                row.getString("after_digest"),
                json.readTree(row.getString("details")),
                row.getString("trace_id"));
    }
}

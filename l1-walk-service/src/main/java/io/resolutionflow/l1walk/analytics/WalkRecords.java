package io.resolutionflow.l1walk.analytics;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Walks and answers of one flow in a period, of the running account only. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class WalkRecords {

    private static final String IN_PERIOD =
            """
             w.account_id = :account and w.started_at >= :since and w.session_kind in ('flow', 'proposal')
            """;

    private final JdbcClient jdbc;

    WalkRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param main whether the flow is what the walk was started on, not a sub-flow of it
     * @param standsAt node of this flow where the walk stands or ended; null when it is elsewhere
     */
    record Walked(
            UUID id,
            boolean main,
            String status,
            @Nullable Boolean helpful,
            Instant startedAt,
            @Nullable Instant closedAt,
            @Nullable String standsAt) {}

    record Answered(
            UUID walkId, String nodeId, String answer, int frame, boolean live, long dwellMs) {}

    List<Walked> walks(UUID flow, @Nullable Integer version, Instant since) {
        return jdbc.sql(
                        """
                        select w.id, w.status, w.helpful, w.started_at, coalesce(w.resolved_at, w.escalated_at, w.abandoned_at) as closed_at,
                               (coalesce(w.account_flow_id, w.library_flow_id) = :flow
                                 and (:version::int is null or w.flow_version_no = :version)) is true as main,
                               case when not w.loop_guarded and coalesce(f.flow, w.account_flow_id, w.library_flow_id) = :flow
                                     and (:version::int is null or coalesce(f.version, w.flow_version_no) = :version)
                                    then w.current_node_id end as stands_at
                          from walk w
                          left join lateral (
                              select coalesce(x.account_flow_id, x.library_flow_id) as flow, x.flow_version_no as version from walk_frame x
                               where x.account_id = w.account_id and x.walk_id = w.id and x.closed_at is null order by x.depth desc limit 1) f on true
                         where\
                        """
                                + IN_PERIOD
                                + """
                                   and (coalesce(w.account_flow_id, w.library_flow_id) = :flow
                                        or exists (select 1 from walk_frame y where y.account_id = w.account_id and y.walk_id = w.id
                                                      and coalesce(y.account_flow_id, y.library_flow_id) = :flow))
                                """)
                .param("account", TenantContext.required())
                .param("flow", flow)
                .param("version", version, Types.INTEGER)
                .param("since", Timestamp.from(since))
                .query((rs, n) -> {
                    Timestamp closed = rs.getTimestamp("closed_at");
                    return new Walked(
                            rs.getObject("id", UUID.class),
                            rs.getBoolean("main"),
                            rs.getString("status"),
                            rs.getObject("helpful", Boolean.class),
                            rs.getTimestamp("started_at").toInstant(),
                            closed == null ? null : closed.toInstant(),
                            rs.getString("stands_at"));
                })
                .list();
    }

    /** In order of walk and sequence. */
    List<Answered> answers(UUID flow, @Nullable Integer version, Instant since) {
        return jdbc.sql(
                        """
                        select s.walk_id, s.node_id, s.answer, cardinality(s.frames) as frame, s.superseded_at is null as live, s.dwell_ms
                          from walk_step s join walk w on w.account_id = s.account_id and w.id = s.walk_id
                         where s.account_id = :account and s.flow_id = :flow and (:version::int is null or s.flow_version_no = :version) and\
                        """
                                + IN_PERIOD
                                + " order by s.walk_id, s.seq")
                .param("account", TenantContext.required())
                .param("flow", flow)
                .param("version", version, Types.INTEGER)
                .param("since", Timestamp.from(since))
                .query((rs, n) ->
                        new Answered(
                                rs.getObject("walk_id", UUID.class),
                                rs.getString("node_id"),
                                rs.getString("answer"),
                                rs.getInt("frame"),
                                rs.getBoolean("live"),
                                rs.getLong("dwell_ms")))
                .list();
    }
}

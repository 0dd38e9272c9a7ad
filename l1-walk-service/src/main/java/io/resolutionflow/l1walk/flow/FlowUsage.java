package io.resolutionflow.l1walk.flow;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How often the account walks a flow and how that ended; counted in the transaction of the act. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class FlowUsage {

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    FlowUsage(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    public void started(FlowSource source, UUID flowId) {
        add(source, flowId, "started", 1);
        jdbc.sql(
                        """
                        insert into flow_usage_day (account_id, flow_id, day, uses) values (:account, :flow, (:at::timestamptz at time zone 'UTC')::date, 1)
                        on conflict (account_id, flow_id, day) do update set uses = flow_usage_day.uses + 1
                        """)
                .param("at", Timestamp.from(clock.instant()))
                .param("account", TenantContext.required())
                .param("flow", flowId)
                .update();
        jdbc.sql(
                        "update flow_usage set last_matched_at = :at where account_id = :account and flow_id = :flow")
                .param("at", Timestamp.from(clock.instant()))
                .param("account", TenantContext.required())
                .param("flow", flowId)
                .update();
    }

    /** An AI session that was led by the flow ended well. */
    public void sessionResolved(FlowSource source, UUID flowId) {
        add(source, flowId, "resolved", 1);
    }

    public void resolved(FlowSource source, UUID flowId, boolean helpful) {
        add(source, flowId, "resolved", 1);
        add(source, flowId, helpful ? "helpful" : "unhelpful", 1);
    }

    public void escalated(FlowSource source, UUID flowId) {
        add(source, flowId, "escalated", 1);
    }

    /** A cancelled hand-off takes the counter back (contract-l1 §6). */
    public void escalationTakenBack(FlowSource source, UUID flowId) {
        add(source, flowId, "escalated", -1);
    }

    public void abandoned(FlowSource source, UUID flowId, int by) {
        add(source, flowId, "abandoned", by);
    }

    /**
     * @param kind {@code rejected} at intake or {@code wrong_flow} in a walk
     */
    public void feedback(
            UUID flowId, String kind, @Nullable UUID intakeId, @Nullable UUID walkId, UUID by) {
        jdbc.sql(
                        """
                        insert into flow_feedback (account_id, id, flow_id, kind, intake_id, walk_id, created_by, created_at)
                        values (:account, :id, :flow, :kind, :intake, :walk, :by, :at)
                        """)
                .param("account", TenantContext.required())
                .param("id", ids.next())
                .param("flow", flowId)
                .param("kind", kind)
                .param("intake", intakeId)
                .param("walk", walkId)
                .param("by", by)
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    /** The column is one of this class's own names, never a caller's. */
    private void add(FlowSource source, UUID flowId, String column, int by) {
        jdbc.sql(
                        """
                        insert into flow_usage (account_id, flow_id, source, %1$s) values (:account, :flow, :source, greatest(0, :by))
                        on conflict (account_id, flow_id) do update set %1$s = greatest(0, flow_usage.%1$s + :by)
                        """
                                .formatted(column))
                .param("account", TenantContext.required())
                .param("flow", flowId)
                .param("source", source.wireName())
                .param("by", by)
                .update();
    }
}

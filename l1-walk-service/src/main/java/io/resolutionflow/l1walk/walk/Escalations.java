package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.walk.Escalation.State;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Hand-offs of walks; a walk escalated again gets a new row, the older ones stay. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Escalations {

    private final JdbcClient jdbc;

    Escalations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(Escalation escalation, @Nullable String reason, String reasonCategory) {
        jdbc.sql(
                        """
                        insert into walk_escalation (account_id, handoff_id, walk_id, origin, reason, reason_category, priority, escalated_by_id,
                                                     escalated_by_name, state, requested_at)
                        values (:account, :handoff, :walk, :origin, :reason, :category, :priority, :by, :byName, :state, :at)
                        """)
                .param("account", TenantContext.required())
                .param("handoff", escalation.handoffId())
                .param("walk", escalation.walkId())
                .param("origin", escalation.origin())
                .param("reason", reason)
                .param("category", reasonCategory)
                .param("priority", escalation.priority())
                .param("by", escalation.escalatedById())
                .param("byName", escalation.escalatedByName())
                .param("state", escalation.state().wireName())
                .param("at", Timestamp.from(escalation.requestedAt()))
                .update();
    }

    public Optional<Escalation> latest(UUID walkId) {
        return jdbc.sql(
                        """
                        select * from walk_escalation where account_id = :account and walk_id = :walk
                         order by requested_at desc, handoff_id desc limit 1
                        """)
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .query((rs, n) -> row(rs))
                .optional();
    }

    /** The one a session continues, whichever of the walk's it is. */
    public Optional<Escalation> continuedBy(UUID walkId, UUID sessionId) {
        return jdbc.sql(
                        "select * from walk_escalation where account_id = :account and walk_id = :walk and ai_session_id = :session")
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .param("session", sessionId)
                .query((rs, n) -> row(rs))
                .optional();
    }

    public Optional<Escalation> find(UUID walkId, UUID handoffId) {
        return jdbc.sql(
                        "select * from walk_escalation where account_id = :account and walk_id = :walk and handoff_id = :handoff")
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .param("handoff", handoffId)
                .query((rs, n) -> row(rs))
                .optional();
    }

    public void update(Escalation escalation) {
        jdbc.sql(
                        """
                        update walk_escalation set state = :state, claim_epoch = :epoch, claimed_by_id = :by, claimed_by_name = :byName,
                               claimed_at = :claimedAt, ai_session_id = :session, outcome_summary = :summary, closed_at = :closedAt
                         where account_id = :account and handoff_id = :handoff
                        """)
                .param("state", escalation.state().wireName())
                .param("epoch", escalation.claimEpoch())
                .param("by", escalation.claimedById())
                .param("byName", escalation.claimedByName())
                .param("claimedAt", timestamp(escalation.claimedAt()))
                .param("session", escalation.aiSessionId())
                .param("summary", escalation.outcomeSummary())
                .param("closedAt", timestamp(escalation.closedAt()))
                .param("account", TenantContext.required())
                .param("handoff", escalation.handoffId())
                .update();
    }

    private static @Nullable Timestamp timestamp(java.time.@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static Escalation row(ResultSet rs) throws SQLException {
        return new Escalation(
                rs.getObject("handoff_id", UUID.class),
                rs.getObject("walk_id", UUID.class),
                rs.getString("origin"),
                State.of(rs.getString("state")),
                rs.getInt("claim_epoch"),
                rs.getObject("escalated_by_id", UUID.class),
                rs.getString("escalated_by_name"),
                rs.getString("priority"),
                rs.getObject("claimed_by_id", UUID.class),
                rs.getString("claimed_by_name"),
                WalkRows.instant(rs, "claimed_at"),
                rs.getObject("ai_session_id", UUID.class),
                rs.getString("outcome_summary"),
                rs.getTimestamp("requested_at").toInstant(),
                WalkRows.instant(rs, "closed_at"));
    }
}

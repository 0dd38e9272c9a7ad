package io.resolutionflow.handoff.handoff.persistence;

import io.resolutionflow.handoff.handoff.HandoffState;
import io.resolutionflow.handoff.handoff.Status;
import io.resolutionflow.handoff.handoff.Transition;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code handoff_transition}, append-only; written under the lock of its hand-off, so {@code
 * seq} has no holes.
 */
@Repository
class TransitionTable {

    private final JdbcClient jdbc;

    TransitionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(
            UUID handoffId,
            @Nullable Status from,
            HandoffState to,
            Actor actor,
            @Nullable String reason,
            Instant at) {
        jdbc.sql(
                        """
                        insert into handoff_transition (account_id, handoff_id, seq, from_status, to_status, claimer_id, actor_id, actor_name, reason, at)
                        select :account, :handoff, coalesce(max(seq), 0) + 1, :from, :to, :claimer::uuid, :actor::uuid, :name, :reason, :at::timestamptz
                          from handoff_transition where account_id = :account and handoff_id = :handoff
                        """)
                .param("account", TenantContext.required())
                .param("handoff", handoffId)
                .param("from", from == null ? null : from.wire())
                .param("to", to.status().wire())
                .param("claimer", to.claimer() == null ? null : to.claimer().id())
                .param("actor", actor.id())
                .param("name", actor.name())
                .param("reason", reason)
                .param("at", Timestamp.from(at))
                .update();
    }

    List<Transition> of(UUID handoffId) {
        return jdbc.sql(
                        "select * from handoff_transition where account_id = ? and handoff_id = ? order by seq")
                .params(TenantContext.required(), handoffId)
                .query((row, n) ->
                        new Transition(
                                row.getInt("seq"),
                                row.getString("from_status"),
                                row.getString("to_status"),
                                row.getObject("actor_id", UUID.class),
                                row.getString("actor_name"),
                                row.getString("reason"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    List<UUID> claimers(UUID handoffId) {
        return jdbc.sql(
                        """
                        select distinct claimer_id from handoff_transition
                         where account_id = ? and handoff_id = ? and claimer_id is not null
                        """)
                .params(TenantContext.required(), handoffId)
                .query(UUID.class)
                .list();
    }

    Optional<UUID> lastReleaser(UUID handoffId) {
        return jdbc.sql(
                        """
                        select case when from_status = 'claimed' and to_status = 'open' then actor_id end as releaser from handoff_transition
                         where account_id = ? and handoff_id = ? order by seq desc limit 1
                        """)
                .params(TenantContext.required(), handoffId)
                .query((row, n) -> Optional.ofNullable(row.getObject("releaser", UUID.class)))
                .optional()
                .flatMap(releaser -> releaser);
    }
}

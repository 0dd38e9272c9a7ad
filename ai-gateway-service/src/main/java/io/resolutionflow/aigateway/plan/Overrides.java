package io.resolutionflow.aigateway.plan;

import static io.resolutionflow.aigateway.sql.Rows.instantOrNull;
import static io.resolutionflow.aigateway.sql.Rows.longOrNull;
import static io.resolutionflow.aigateway.sql.Rows.utc;

import io.resolutionflow.contracts.ai.AiTask.Tier;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Overrides of an account's limits (contract-ai §2.4), audited in that account. */
@Service
public class Overrides {

    /** Columns of the plan that can be overridden. */
    public static final Set<String> METRICS =
            Set.of(
                    "daily_calls",
                    "monthly_calls",
                    "monthly_tokens",
                    "monthly_cost_micros",
                    "monthly_tree_builds",
                    "requests_per_minute",
                    "max_in_flight",
                    LimitOverride.MAX_TIER);

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final LimitChanges changes;

    Overrides(JdbcClient jdbc, AuditLog audit, LimitChanges changes) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.changes = changes;
    }

    /** Sets or replaces one, inside the account. */
    @Transactional
    public LimitOverride put(Caller by, UUID account, LimitOverride override) {
        LimitOverride before = find(account, override.metric()).orElse(null);
        Entitlement held = changes.before(account);
        jdbc.sql(
                        """
                        insert into limit_override (account_id, metric, value, tier, reason, expires_at, created_by, created_by_name)
                        values (:account, :metric, :value, :tier, :reason, :expires, :by, :name)
                        on conflict (account_id, metric) do update
                           set value = excluded.value, tier = excluded.tier, reason = excluded.reason, expires_at = excluded.expires_at,
                               created_by = excluded.created_by, created_by_name = excluded.created_by_name, created_at = now()
                        """)
                .param("account", account)
                .param("metric", override.metric())
                .param("value", override.value())
                .param("tier", override.tier() == null ? null : override.tier().wireName())
                .param("reason", override.reason())
                .param("expires", utc(override.expiresAt()))
                .param("by", by.userId())
                .param("name", by.name())
                .update();
        record(by, "ai.override.put", override.metric(), before, override);
        changes.tell(by, account, held);
        return override;
    }

    /**
     * @throws DomainException 404 when there is none of this metric
     */
    @Transactional
    public void remove(Caller by, UUID account, String metric) {
        LimitOverride before = find(account, metric).orElseThrow(DomainException::notFound);
        Entitlement held = changes.before(account);
        jdbc.sql("delete from limit_override where account_id = :account and metric = :metric")
                .param("account", account)
                .param("metric", metric)
                .update();
        record(by, "ai.override.remove", metric, before, null);
        changes.tell(by, account, held);
    }

    private Optional<LimitOverride> find(UUID account, String metric) {
        return jdbc.sql(
                        "select * from limit_override where account_id = :account and metric = :metric for update")
                .param("account", account)
                .param("metric", metric)
                .query(Overrides::override)
                .optional();
    }

    private void record(
            Caller by,
            String action,
            String metric,
            @Nullable LimitOverride before,
            @Nullable LimitOverride after) {
        audit.record(Actor.of(by), action, "limit_override", metric, before, after, Map.of());
    }

    static LimitOverride override(ResultSet row, int n) throws SQLException {
        String tier = row.getString("tier");
        return new LimitOverride(
                row.getString("metric"),
                longOrNull(row, "value"),
                tier == null ? null : Tier.valueOf(tier.toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                instantOrNull(row, "expires_at"));
    }
}

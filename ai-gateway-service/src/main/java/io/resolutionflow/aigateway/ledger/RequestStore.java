package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.instant;
import static io.resolutionflow.aigateway.sql.Rows.instantOrNull;
import static io.resolutionflow.aigateway.sql.Rows.utc;
import static io.resolutionflow.aigateway.sql.Rows.uuid;
import static io.resolutionflow.aigateway.sql.Rows.uuidOrNull;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.aigateway.quota.Amounts;
import io.resolutionflow.aigateway.quota.Windows;
import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code ai_request}. They change by {@link Ledger} only. */
final class RequestStore {

    private RequestStore() {}

    /** A row with its lease; {@code windows} null when nothing is held. */
    static Statement held(
            NewRequest request,
            Amounts held,
            @Nullable Windows windows,
            UUID owner,
            Duration lease) {
        return insert(request, "held", "running", null, held, windows)
                .param("owner", owner)
                .param("leaseMs", lease.toMillis());
    }

    static Statement denied(NewRequest request, String errorCode) {
        return insert(request, "denied", "denied", errorCode, Amounts.NONE, null)
                .param("owner", null)
                .param("leaseMs", null);
    }

    private static Statement insert(
            NewRequest request,
            String state,
            String outcome,
            @Nullable String errorCode,
            Amounts held,
            @Nullable Windows windows) {
        var reference = request.reference();
        return Statement.sql(
                        """
                        insert into ai_request (account_id, id, task, phase, tier, reference_kind, reference_id, user_id, user_name,
                            state, outcome, error_code, offline, offline_reason, held_calls, held_tokens, held_cost, held_tree_builds,
                            daily_start, monthly_start, lease_owner, lease_until, idempotency_key, counts_toward_quota, attempts, trace_id, ended_at)
                        values (:account, :id, :task, :phase, :tier, :kind, :reference, :user, :name,
                            :state, :outcome, :error, :offline, :reason, :calls, :tokens, :cost, :builds,
                            :daily, :monthly, :owner::uuid, now() + :leaseMs * interval '1 millisecond', :key, :counts, :attempts, :trace,
                            case when :state = 'held' then null else now() end)
                        """)
                .param("account", request.account())
                .param("id", request.id())
                .param("task", request.task())
                .param("phase", request.phase())
                .param("tier", request.tier() == null ? null : request.tier().wireName())
                .param("kind", reference == null ? null : reference.kind())
                .param("reference", reference == null ? null : reference.id())
                .param("user", request.userId())
                .param("name", request.userName())
                .param("state", state)
                .param("outcome", outcome)
                .param("error", errorCode)
                .param("offline", request.offlineReason() != null)
                .param("reason", request.offlineReason())
                .param("calls", held.calls())
                .param("tokens", held.tokens())
                .param("cost", held.cost())
                .param("builds", held.treeBuilds())
                .param("daily", windows == null ? null : utc(windows.daily().span().start()))
                .param("monthly", windows == null ? null : utc(windows.monthly().span().start()))
                .param("key", request.key())
                .param("counts", windows != null)
                .param("attempts", state.equals("held") ? 1 : 0)
                .param("trace", request.traceId());
    }

    static Query<HeldRequest> locking(UUID account, UUID id) {
        return Statement.sql(
                        "select *, coalesce(lease_until < now(), false) as lease_over, clock_timestamp() as read_at from ai_request where account_id = :account and id = :id for update")
                .param("account", account)
                .param("id", id)
                .reading(RequestStore::held);
    }

    /** Whether a try at the same work was counted in the last ten minutes. */
    static Query<Boolean> countedBefore(NewRequest request) {
        var reference = request.reference();
        return Statement.sql(
                        """
                        select exists (select from ai_request
                                        where account_id = :account and reference_kind = :kind and reference_id = :reference and task = :task
                                          and state in ('settled', 'cancelled') and counts_toward_quota and held_calls > 0
                                          and created_at > now() - interval '10 minutes') as counted
                        """)
                .param("account", request.account())
                .param("kind", reference == null ? null : reference.kind())
                .param("reference", reference == null ? null : reference.id())
                .param("task", request.task())
                .reading((row, n) -> row.getBoolean("counted"));
    }

    /** How many attempts there are by now. */
    static Statement attempts(UUID account, UUID id, int n) {
        return Statement.sql(
                        "update ai_request set attempts = :n where account_id = :account and id = :id and state = 'held'")
                .param("account", account)
                .param("id", id)
                .param("n", n);
    }

    /** Closes a row that brought no answer; its hold stays in the row as history. */
    static Statement closed(UUID account, UUID id, String state, String outcome, String errorCode) {
        return Statement.sql(
                        """
                        update ai_request
                           set state = :state, outcome = :outcome, error_code = :error, lease_owner = null, lease_until = null,
                               uncounted_cost_micros = (select coalesce(sum(a.cost_micros), 0) from ai_attempt a
                                                         where a.account_id = :account and a.request_id = :id),
                               counts_toward_quota = false, ended_at = clock_timestamp(),
                               duration_ms = extract(epoch from clock_timestamp() - created_at) * 1000
                         where account_id = :account and id = :id and state = 'held'
                        """)
                .param("account", account)
                .param("id", id)
                .param("state", state)
                .param("outcome", outcome)
                .param("error", errorCode);
    }

    /** A further hold of a running request. */
    static Statement moreHeld(UUID account, UUID id, Amounts more) {
        return Statement.sql(
                        """
                        update ai_request set held_tokens = held_tokens + :tokens, held_cost = held_cost + :cost
                         where account_id = :account and id = :id and state = 'held'
                        """)
                .param("account", account)
                .param("id", id)
                .param("tokens", more.tokens())
                .param("cost", more.cost());
    }

    static Statement settled(
            UUID account, UUID id, Settlement settlement, @Nullable String offlineReason) {
        TokenCounts counts = settlement.counts();
        return Statement.sql(
                        """
                        update ai_request
                           set state = :state, outcome = :outcome, lease_owner = null, lease_until = null,
                               error_code = case when :outcome = 'cancelled' then 'cancelled' end,
                               uncounted_cost_micros = (select coalesce(sum(a.cost_micros), 0) from ai_attempt a
                                                         where a.account_id = :account and a.request_id = :id and not a.counts),
                               provider = :provider, model = :model, offline = :offline, offline_reason = :reason, input_tokens = :input, cached_input_tokens = :cached,
                               cache_write_tokens = :written, output_tokens = :output, reasoning_tokens = :reasoning,
                               usage_quality = :quality, cost_micros = :cost, ended_at = clock_timestamp(),
                               duration_ms = extract(epoch from clock_timestamp() - created_at) * 1000
                         where account_id = :account and id = :id and state = 'held'
                        """)
                .param("account", account)
                .param("id", id)
                .param("state", settlement.isCancelled() ? "cancelled" : "settled")
                .param("outcome", settlement.outcome())
                .param("provider", settlement.candidate().profile().endpoint())
                .param("model", settlement.candidate().profile().model())
                .param("offline", offlineReason != null)
                .param("reason", offlineReason)
                .param("input", counts == null ? null : counts.input())
                .param("cached", counts == null ? null : counts.cacheRead())
                .param("written", counts == null ? null : counts.cacheWrite())
                .param("output", counts == null ? null : counts.output())
                .param("reasoning", counts == null ? null : counts.reasoning())
                .param(
                        "quality",
                        (counts == null ? UsageQuality.UNKNOWN : settlement.quality()).wireName())
                .param("cost", settlement.costMicros());
    }

    private static HeldRequest held(ResultSet row, int n) throws SQLException {
        return new HeldRequest(
                uuid(row, "id"),
                row.getString("state"),
                instant(row, "created_at"),
                row.getString("task"),
                row.getString("tier"),
                row.getString("reference_kind"),
                uuidOrNull(row, "reference_id"),
                uuidOrNull(row, "user_id"),
                row.getString("user_name"),
                row.getString("offline_reason"),
                new Amounts(
                        row.getLong("held_calls"),
                        row.getLong("held_tokens"),
                        row.getLong("held_cost"),
                        row.getLong("held_tree_builds")),
                instantOrNull(row, "daily_start"),
                instantOrNull(row, "monthly_start"),
                row.getString("idempotency_key"),
                row.getBoolean("counts_toward_quota"),
                row.getInt("attempts"),
                row.getBoolean("lease_over"),
                instant(row, "read_at"));
    }

    /** The database's clock inside the running transaction, so that durations have one source. */
    static Query<Instant> now() {
        return Statement.sql("select clock_timestamp() as now")
                .reading((row, n) -> instant(row, "now"));
    }
}

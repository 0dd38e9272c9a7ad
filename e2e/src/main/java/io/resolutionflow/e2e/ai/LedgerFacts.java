package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database says of a run's accounts, seen by an administrator. */
final class LedgerFacts {

    /** How many counters of windows are not what the requests held in them sum up to. */
    static final String DIFFERENCES =
            """
            with counted as (
                select r.account_id, r.daily_start, r.monthly_start, r.held_calls, r.held_tree_builds,
                       coalesce(r.input_tokens, 0) + coalesce(r.output_tokens, 0) as tokens, coalesce(r.cost_micros, 0) as cost
                  from ai.ai_request r where r.counts_toward_quota and r.state in ('settled', 'cancelled')
            )
            select count(*) from ai.quota_window w
              cross join lateral (select coalesce(sum(c.held_calls), 0) as calls, coalesce(sum(c.tokens), 0) as tokens,
                                         coalesce(sum(c.cost), 0) as cost, coalesce(sum(c.held_tree_builds), 0) as builds
                                    from counted c where c.account_id = w.account_id
                                     and case w.period when 'daily' then c.daily_start else c.monthly_start end = w.window_start) l
             where w.account_id = any (?)
               and (w.calls_used <> l.calls
                    or w.period = 'monthly' and (w.tokens_used, w.cost_used, w.tree_builds_used) <> (l.tokens, l.cost, l.builds))
            """;

    private static final List<String> LIMITS =
            List.of(
                    "daily_calls",
                    "monthly_calls",
                    "monthly_tokens",
                    "monthly_cost_micros",
                    "monthly_tree_builds",
                    "requests_per_minute",
                    "max_in_flight");

    private final Stack stack;

    LedgerFacts(Stack stack) {
        this.stack = stack;
    }

    /**
     * A known account with one limit of its own; everything else is unlimited.
     *
     * @param models its allow-list; empty for all
     */
    void account(UUID account, String metric, long value, List<String> models) throws SQLException {
        try (Connection database = stack.database()) {
            execute(
                    database,
                    "insert into ai.account_setting (account_id, plan_code, billing_anchor_day, allowed_providers) values (?, 'enterprise', 1, ?)",
                    account,
                    models.isEmpty() ? null : database.createArrayOf("text", models.toArray()));
            for (String limit : LIMITS) {
                execute(
                        database,
                        "insert into ai.limit_override (account_id, metric, value, reason, created_by) values (?, ?, ?, 'run', ?)",
                        account,
                        limit,
                        limit.equals(metric) ? value : null,
                        account);
            }
        }
    }

    /** Many accounts without any limit. */
    void accounts(List<UUID> accounts) throws SQLException {
        try (Connection database = stack.database();
                var settings =
                        database.prepareStatement(
                                "insert into ai.account_setting (account_id, plan_code, billing_anchor_day) select id, 'enterprise', 1 from unnest(?) id");
                var overrides =
                        database.prepareStatement(
                                "insert into ai.limit_override (account_id, metric, value, reason, created_by) select id, metric, null, 'run', id from unnest(?) id cross join unnest(?) metric")) {
            settings.setArray(1, database.createArrayOf("uuid", accounts.toArray()));
            settings.executeUpdate();
            overrides.setArray(1, database.createArrayOf("uuid", accounts.toArray()));
            overrides.setArray(2, database.createArrayOf("text", LIMITS.toArray()));
            overrides.executeUpdate();
        }
    }

    void price(String model) throws SQLException {
        try (Connection database = stack.database()) {
            execute(
                    database,
                    "insert into ai.model_price (id, endpoint, model, effective_from, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning)"
                            + " values (gen_random_uuid(), ?, ?, '2020-01-01', 2000000, 200000, 2500000, 4000000, 10000000, 10000000) on conflict do nothing",
                    model,
                    model);
        }
    }

    /**
     * @param sql with one placeholder for the accounts
     */
    long number(String sql, Collection<UUID> accounts) throws SQLException {
        try (Connection database = stack.database();
                var statement = database.prepareStatement(sql)) {
            statement.setArray(1, database.createArrayOf("uuid", accounts.toArray()));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void execute(Connection database, String sql, @Nullable Object... values)
            throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}

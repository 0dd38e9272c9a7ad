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

    private final Stack stack;

    LedgerFacts(Stack stack) {
        this.stack = stack;
    }

    /** A known account with limits of its own; everything else is unlimited. */
    void account(UUID account, String metric, long value) throws SQLException {
        try (Connection database = stack.database()) {
            execute(
                    database,
                    "insert into ai.account_setting (account_id, plan_code, billing_anchor_day) values (?, 'enterprise', 1)",
                    account);
            for (String unlimited :
                    List.of(
                            "daily_calls",
                            "monthly_calls",
                            "monthly_tokens",
                            "monthly_cost_micros",
                            "requests_per_minute",
                            "max_in_flight")) {
                execute(
                        database,
                        "insert into ai.limit_override (account_id, metric, value, reason, created_by) values (?, ?, ?, 'run', ?)",
                        account,
                        unlimited,
                        unlimited.equals(metric) ? value : null,
                        account);
            }
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

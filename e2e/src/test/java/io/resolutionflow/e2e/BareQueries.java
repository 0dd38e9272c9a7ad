package io.resolutionflow.e2e;

import io.resolutionflow.e2e.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Queries that forget the account altogether, made by the own database role of the service that has
 * the table: what is left between accounts are the row policies.
 */
final class BareQueries implements AutoCloseable {

    private static final String REFUSED = "42501";

    private final Connection database;
    private final String of;

    /**
     * @param of whose rows are looked for
     */
    BareQueries(String of) throws SQLException {
        this.of = of;
        this.database = new Stack().database();
        database.setAutoCommit(false);
    }

    /**
     * Rows of the other account that a transaction of this one sees.
     *
     * @param bound the transaction's account, empty for none
     */
    long seen(String table, String bound) throws SQLException {
        return as(
                table,
                bound,
                "with seen as (select account_id from "
                        + table
                        + ") select count(*) from seen where account_id::text = '"
                        + of
                        + "'");
    }

    /** Rows of the other account that an update and a delete reach; nothing of it stays. */
    long changed(String table, String bound) throws SQLException {
        return reached(table, bound, "update " + table + " set account_id = account_id")
                + reached(table, bound, "delete from " + table);
    }

    private long reached(String table, String bound, String change) throws SQLException {
        try {
            return as(table, bound, returning(change + " where account_id = '" + of + "'"));
        } catch (SQLException e) {
            if (REFUSED.equals(e.getSQLState())) {
                // the role may not change this table at all
                return 0;
            }
            throw e;
        }
    }

    /** Whether a row can be put into the other account. */
    boolean takes(String table, String bound) throws SQLException {
        try {
            as(
                    table,
                    bound,
                    returning("insert into " + table + " (account_id) values ('" + of + "')"));
            return true;
        } catch (SQLException e) {
            // decided before any other constraint is looked at
            return !REFUSED.equals(e.getSQLState());
        }
    }

    private static String returning(String change) {
        return "with changed as (" + change + " returning 1) select count(*) from changed";
    }

    private long as(String table, String bound, String sql) throws SQLException {
        String schema = table.substring(0, table.indexOf('.'));
        try (var statement = database.createStatement()) {
            statement.execute("set local role rf_" + schema + "_app");
            statement.execute("select set_config('app.account_id', '" + bound + "', true)");
            try (var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        } finally {
            database.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}

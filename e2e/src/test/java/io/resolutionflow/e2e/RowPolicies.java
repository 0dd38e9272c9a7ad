package io.resolutionflow.e2e;

import io.resolutionflow.e2e.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The row policies of all services' tables, taken away until this is closed. */
final class RowPolicies implements AutoCloseable {

    /** Schemas of the services; each one's application role is {@code rf_<schema>_app}. */
    static final List<String> SCHEMAS = List.of("ai", "handoff", "l1", "psa", "session");

    private final List<String> tables;

    private RowPolicies(List<String> tables) {
        this.tables = tables;
    }

    static RowPolicies takenAway() throws SQLException {
        var policies = new RowPolicies(tables());
        policies.alter("disable row level security");
        return policies;
    }

    /** Tables with row policies in force, as {@code schema.table}. */
    static List<String> tables() throws SQLException {
        try (var database = new Stack().database();
                var query =
                        database.prepareStatement(
                                """
                                select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                                 where n.nspname = any (?) and c.relkind in ('r', 'p') and c.relrowsecurity and not c.relispartition order by 1
                                """)) {
            query.setArray(1, database.createArrayOf("text", SCHEMAS.toArray()));
            var tables = new ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            return tables;
        }
    }

    List<String> taken() {
        return tables;
    }

    @Override
    public void close() throws SQLException {
        alter("enable row level security");
    }

    private void alter(String how) throws SQLException {
        try (Connection database = new Stack().database();
                var statement = database.createStatement()) {
            for (String table : tables) {
                statement.execute("alter table " + table + " " + how);
            }
        }
    }
}

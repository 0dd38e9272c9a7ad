package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.report.Latencies;
import io.resolutionflow.e2e.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The least a ledger costs on this machine: two transactions that are on the disk when they return,
 * one before a model is called and one after it, with nothing in them but a line of the log.
 */
final class DurableCommits implements AutoCloseable {

    private static final String LINE =
            "select pg_logical_emit_message(true, 'bench', repeat('x', 600))";

    private final Connection connection;

    DurableCommits(Stack stack) throws SQLException {
        connection = stack.database();
        connection.setAutoCommit(false);
    }

    /** Adds the time of each pair. */
    void measure(Latencies into, int pairs) throws SQLException {
        try (var line = connection.prepareStatement(LINE)) {
            for (int i = 0; i < pairs; i++) {
                long began = System.nanoTime();
                for (int commit = 0; commit < 2; commit++) {
                    line.execute();
                    connection.commit();
                }
                into.add(System.nanoTime() - began);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

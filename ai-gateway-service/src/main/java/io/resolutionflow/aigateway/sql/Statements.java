package io.resolutionflow.aigateway.sql;

import io.resolutionflow.platform.tenancy.LateBoundTransaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Statements that go to the database together: in their order, in one round trip. The way there and
 * back is most of what a short statement costs. Writes may wait for the next round trip of their
 * transaction, or for its end; what else reads the rows they change in this transaction must go
 * through here too.
 */
@Component
public class Statements {

    /**
     * Statements here find rows by their keys: what they are given changes no plan, and planning
     * takes longer than running.
     */
    private static final String PLANNED_ONCE =
            ", set_config('plan_cache_mode', 'force_generic_plan', true)";

    private record Prepared(ParsedSql parsed, String positional) {}

    private final JdbcTemplate jdbc;
    private final LateBoundTransaction transaction;
    private final Map<String, Prepared> prepared = new ConcurrentHashMap<>();

    Statements(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new LateBoundTransaction(transactions);
    }

    /**
     * A transaction that is bound to its account with the first statements that run and committed
     * with its last, not in round trips of their own. What does not come through here sees rows of
     * the account only after something that did. Inside a running transaction it is part of that.
     */
    public void transaction(Runnable steps) {
        transaction.executeWithoutResult(status -> {
            if (status.isNewTransaction()) {
                var binding = LateBoundTransaction.binding();
                WaitingWrites.ofTransaction(this)
                        .bindingFirst(
                                Statement.sql(binding.sql() + PLANNED_ONCE)
                                        .params(binding.params()));
            }
            steps.run();
        });
    }

    /** In a transaction that has nothing else to do: one round trip. In the running one, now. */
    public void alone(Statement... statements) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            run(statements);
        } else {
            transaction(() -> later(statements));
        }
    }

    /** Now, behind the writes that wait in the transaction. */
    public void run(Statement... statements) {
        List<Statement> together = WaitingWrites.take(this);
        together.addAll(List.of(statements));
        execute(together);
    }

    /** With the next that run in the transaction, at the latest just before its commit. */
    public void later(Statement... writes) {
        WaitingWrites.ofTransaction(this).add(List.of(writes));
    }

    /**
     * Just before the commit, together with the writes that wait.
     *
     * @param writes asked then
     */
    public void atCommit(Supplier<List<Statement>> writes) {
        WaitingWrites.ofTransaction(this).addLast(writes);
    }

    void execute(List<Statement> statements) {
        if (statements.isEmpty()) {
            return;
        }
        var sql = new StringJoiner(";\n");
        var values = new ArrayList<@Nullable Object>();
        for (Statement one : statements) {
            Prepared known = prepared.computeIfAbsent(one.text(), Statements::prepare);
            sql.add(known.positional());
            values.addAll(
                    Arrays.asList(
                            NamedParameterUtils.buildValueArray(
                                    known.parsed(),
                                    new MapSqlParameterSource(one.params()),
                                    null)));
        }
        jdbc.execute(
                sql.toString(),
                (PreparedStatementCallback<List<Statement>>)
                        together -> {
                            new ArgumentPreparedStatementSetter(values.toArray())
                                    .setValues(together);
                            read(statements, together);
                            return statements;
                        });
    }

    private static void read(List<Statement> statements, PreparedStatement prepared)
            throws SQLException {
        prepared.execute();
        for (Statement one : statements) {
            if (one instanceof Query<?> query) {
                try (ResultSet rows = prepared.getResultSet()) {
                    query.read(rows);
                }
            }
            prepared.getMoreResults();
        }
    }

    private static Prepared prepare(String sql) {
        ParsedSql parsed = NamedParameterUtils.parseSqlStatement(sql);
        return new Prepared(parsed, NamedParameterUtils.substituteNamedParameters(parsed, null));
    }
}

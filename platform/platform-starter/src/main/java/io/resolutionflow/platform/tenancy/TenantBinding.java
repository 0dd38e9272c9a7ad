package io.resolutionflow.platform.tenancy;

import io.resolutionflow.platform.deadline.Deadline;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;

/**
 * Sets {@code app.account_id} for the length of the transaction that has just begun, so that the
 * row policies hold for every statement of it (architecture §5.5). Without a bound account the
 * setting is empty and no tenant row exists for the transaction. Where somebody waits for the
 * answer, no statement goes on after he has stopped waiting.
 */
final class TenantBinding {

    private static final String ACCOUNT = "select set_config('app.account_id', ?, true)";
    private static final String TIME = ", set_config('statement_timeout', ?, true)";
    private static final String ACCOUNT_AND_TIME = ACCOUNT + TIME;
    private static final String NAMED_ACCOUNT = ACCOUNT.replace("?", ":account");
    private static final String NAMED_ACCOUNT_AND_TIME = NAMED_ACCOUNT + TIME.replace("?", ":time");

    private TenantBinding() {}

    /**
     * @param definition nothing happens for a {@link LateBoundTransaction}
     * @param undo gives the connection back when it cannot be bound
     * @throws CannotCreateTransactionException then
     */
    static void bind(TransactionDefinition definition, DataSource dataSource, Runnable undo) {
        if (definition instanceof LateBoundTransaction) {
            return;
        }
        try {
            bind(dataSource);
        } catch (SQLException | RuntimeException e) {
            undo.run();
            throw new CannotCreateTransactionException(
                    "could not bind the account to the transaction", e);
        }
    }

    private static void bind(DataSource dataSource) throws SQLException {
        // the connection is the transaction's own, released with it
        var connection = DataSourceUtils.getConnection(dataSource);
        Optional<String> time = time();
        try (var statement =
                connection.prepareStatement(time.isEmpty() ? ACCOUNT : ACCOUNT_AND_TIME)) {
            statement.setString(1, account());
            if (time.isPresent()) {
                statement.setString(2, time.get());
            }
            statement.execute();
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    static LateBoundTransaction.Binding named() {
        return time().map(left ->
                        new LateBoundTransaction.Binding(
                                NAMED_ACCOUNT_AND_TIME, Map.of("account", account(), "time", left)))
                .orElseGet(() ->
                        new LateBoundTransaction.Binding(
                                NAMED_ACCOUNT, Map.of("account", account())));
    }

    private static String account() {
        return TenantContext.current().map(UUID::toString).orElse("");
    }

    /** Milliseconds somebody still waits; at least 1, because 0 would mean no limit. */
    private static Optional<String> time() {
        return Deadline.left().map(left -> Long.toString(Math.max(1, left.toMillis())));
    }
}

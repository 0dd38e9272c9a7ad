package io.resolutionflow.platform.tenancy;

import io.resolutionflow.platform.deadline.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Sets {@code app.account_id} for the length of the transaction that has just begun, so that the
 * row policies hold for every statement of it (architecture §5.5). Without a bound account the
 * setting is empty and no tenant row exists for the transaction. Where somebody waits for the
 * answer, no statement goes on after he has stopped waiting.
 */
final class TenantBinding {

    private static final String ACCOUNT = "select set_config('app.account_id', ?, true)";
    private static final String ACCOUNT_AND_TIME =
            ACCOUNT + ", set_config('statement_timeout', ?, true)";

    private TenantBinding() {}

    /**
     * @param undo gives the connection back when it cannot be bound
     * @throws CannotCreateTransactionException then
     */
    static void bind(DataSource dataSource, Runnable undo) {
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
        Optional<Duration> left = Deadline.left();
        try (var statement =
                connection.prepareStatement(left.isEmpty() ? ACCOUNT : ACCOUNT_AND_TIME)) {
            statement.setString(1, TenantContext.current().map(UUID::toString).orElse(""));
            if (left.isPresent()) {
                // 0 would mean no limit
                statement.setString(2, Long.toString(Math.max(1, left.get().toMillis())));
            }
            statement.execute();
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}

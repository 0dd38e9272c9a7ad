package io.resolutionflow.platform.tenancy;

import io.resolutionflow.platform.deadline.Deadline;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;

/**
 * The one door to the database: every transaction starts with {@code app.account_id} set for its
 * own length, so that the row policies hold for JPA and plain SQL alike (architecture §5.5).
 * Without a bound account the setting is empty and no tenant row exists for the transaction. Where
 * somebody waits for the answer, no statement goes on after he has stopped waiting.
 */
public class TenantTransactionManager extends JpaTransactionManager {

    private static final long serialVersionUID = 1L;
    private static final String ACCOUNT = "select set_config('app.account_id', ?, true)";
    private static final String ACCOUNT_AND_TIME =
            ACCOUNT + ", set_config('statement_timeout', ?, true)";

    public TenantTransactionManager(EntityManagerFactory entityManagerFactory) {
        super(entityManagerFactory);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        try {
            bind();
        } catch (SQLException | RuntimeException e) {
            doCleanupAfterCompletion(transaction);
            throw new CannotCreateTransactionException(
                    "could not bind the account to the transaction", e);
        }
    }

    private void bind() throws SQLException {
        DataSource dataSource = getDataSource();
        if (dataSource == null) {
            throw new IllegalStateException("the entity manager factory exposes no DataSource");
        }
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

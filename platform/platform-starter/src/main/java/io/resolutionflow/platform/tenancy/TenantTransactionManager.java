package io.resolutionflow.platform.tenancy;

import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * The one door to the database of a service that speaks plain SQL: every transaction is bound to
 * its account by {@link TenantBinding}.
 */
public class TenantTransactionManager extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    public TenantTransactionManager(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        TenantBinding.bind(
                definition, obtainDataSource(), () -> doCleanupAfterCompletion(transaction));
    }
}

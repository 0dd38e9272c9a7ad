package io.resolutionflow.platform.tenancy;

import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * The one door to the database of a service with JPA: the same binding for entities and plain SQL.
 */
public class JpaTenantTransactionManager extends JpaTransactionManager {

    private static final long serialVersionUID = 1L;

    public JpaTenantTransactionManager(EntityManagerFactory entityManagerFactory) {
        super(entityManagerFactory);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        TenantBinding.bind(definition, dataSource(), () -> doCleanupAfterCompletion(transaction));
    }

    private DataSource dataSource() {
        DataSource dataSource = getDataSource();
        if (dataSource == null) {
            throw new IllegalStateException("the entity manager factory exposes no DataSource");
        }
        return dataSource;
    }
}

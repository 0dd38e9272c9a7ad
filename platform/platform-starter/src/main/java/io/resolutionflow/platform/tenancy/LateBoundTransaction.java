package io.resolutionflow.platform.tenancy;

import java.util.Map;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A transaction that nobody binds to its account when it begins, which spares a round trip: whoever
 * runs it sends {@link #binding} along with the first of its statements. Until that has run the row
 * policies show it no tenant row and take none.
 */
public final class LateBoundTransaction extends TransactionTemplate {

    private static final long serialVersionUID = 1L;

    public LateBoundTransaction(PlatformTransactionManager transactionManager) {
        super(transactionManager);
    }

    /**
     * @param sql a select with named parameters, which may go on with more columns; gives one row
     */
    public record Binding(String sql, Map<String, String> params) {}

    /** To the account and the deadline of the running thread, for the length of a transaction. */
    public static Binding binding() {
        return TenantBinding.named();
    }
}

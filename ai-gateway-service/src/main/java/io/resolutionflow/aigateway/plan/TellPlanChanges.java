package io.resolutionflow.aigateway.plan;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After an operator replaced a plan, each account that has it is told, in a transaction of its own
 * (contract-ai §10). An account knows which version it was told of last, so a crash or a second
 * replica leaves out none and tells none twice.
 */
@Component
public class TellPlanChanges {

    private static final Logger log = LoggerFactory.getLogger(TellPlanChanges.class);
    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LimitChanges changes;

    TellPlanChanges(JdbcClient jdbc, TransactionTemplate transaction, LimitChanges changes) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.changes = changes;
    }

    @Scheduled(fixedDelay = 2_000)
    public void tell() {
        UUID cursor = null;
        List<UUID> some;
        do {
            some = behind(cursor);
            some.forEach(this::tell);
            cursor = some.isEmpty() ? null : some.getLast();
        } while (some.size() == AT_ONCE);
    }

    private void tell(UUID account) {
        try {
            TenantContext.run(
                    account,
                    () -> transaction.executeWithoutResult(status -> changes.catchUp(account)));
        } catch (RuntimeException e) {
            // the others are not to wait for it; the next turn tries again
            log.atError()
                    .setCause(e)
                    .addKeyValue("account_id", account)
                    .log("account could not be told of its plan");
        }
    }

    // no account is bound here: the definer function hands out ids alone
    private List<UUID> behind(@Nullable UUID after) {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql(
                                        "select account_id from accounts_behind_plan(:after::uuid, :limit)")
                                .param("after", after)
                                .param("limit", AT_ONCE)
                                .query(UUID.class)
                                .list()));
    }
}

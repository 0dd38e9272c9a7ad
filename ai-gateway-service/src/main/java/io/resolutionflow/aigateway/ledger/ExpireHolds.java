package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.sql.Rows;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The reaper: gives back holds whose lease is over, on whichever replica sees them first. */
@Component
public class ExpireHolds {

    private static final Logger log = LoggerFactory.getLogger(ExpireHolds.class);
    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Ledger ledger;

    ExpireHolds(JdbcClient jdbc, TransactionTemplate transaction, Ledger ledger) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.ledger = ledger;
    }

    private record Claimed(UUID account, UUID request) {}

    @Scheduled(fixedDelay = 5_000)
    public void expire() {
        for (Claimed claimed : claim()) {
            TenantContext.run(
                    claimed.account(), () -> ledger.expire(claimed.account(), claimed.request()));
            log.atWarn()
                    .addKeyValue("request_id", claimed.request())
                    .log("hold expired with its lease");
        }
    }

    // no account is bound here: only the definer function sees the rows, and it hands out ids alone
    private List<Claimed> claim() {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql("select account_id, request_id from claim_expired_holds(:limit)")
                                .param("limit", AT_ONCE)
                                .query((row, n) ->
                                        new Claimed(
                                                Rows.uuid(row, "account_id"),
                                                Rows.uuid(row, "request_id")))
                                .list()));
    }
}

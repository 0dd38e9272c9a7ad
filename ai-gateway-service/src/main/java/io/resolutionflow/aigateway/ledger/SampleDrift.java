package io.resolutionflow.aigateway.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares running months with their ledger, some accounts a minute, all of them in turn: {@code
 * rf_ai_ledger_drift} is the sum of all differences known, and must be 0 (contract-ai §8). An
 * account that differs is looked at again each time, until it does not.
 */
@Component
public class SampleDrift {

    private static final Logger log = LoggerFactory.getLogger(SampleDrift.class);
    private static final int ACCOUNTS = 20;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final CheckLedger checkLedger;
    private final Map<UUID, Long> differing = new ConcurrentHashMap<>();
    private @Nullable UUID last;

    SampleDrift(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            CheckLedger checkLedger,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.checkLedger = checkLedger;
        meters.gauge("rf_ai_ledger_drift", this, SampleDrift::drift);
    }

    /** Units of any metric by which windows and ledger differ. */
    public long drift() {
        return differing.values().stream().mapToLong(Long::longValue).sum();
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 30_000)
    public void sample() {
        List<UUID> next = next();
        last = next.size() < ACCOUNTS ? null : next.getLast();
        var accounts = new ArrayList<>(differing.keySet());
        accounts.addAll(next);
        accounts.stream().distinct().forEach(this::compare);
    }

    /** Whether every account had its turn, and the next one is the first's again. */
    public boolean isRoundOver() {
        return last == null;
    }

    private void compare(UUID account) {
        long drift =
                TenantContext.call(
                        account,
                        () ->
                                Objects.requireNonNull(
                                        transaction.execute(tx -> checkLedger.driftNow(account))));
        if (drift == 0) {
            differing.remove(account);
        } else {
            differing.put(account, drift);
            log.atError()
                    .addKeyValue("account_id", account)
                    .addKeyValue("drift", drift)
                    .log("windows and ledger differ; the ledger check tells where");
        }
    }

    // no account is bound here: only the definer function sees the rows, and it hands out ids alone
    private List<UUID> next() {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql("select account_id from accounts_to_compare(:after::uuid, :limit)")
                                .param("after", last)
                                .param("limit", ACCOUNTS)
                                .query(UUID.class)
                                .list()));
    }
}

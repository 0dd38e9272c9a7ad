package io.resolutionflow.aigateway.ledger;

import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what is past its time, a batch at a time: answers under a key after a day, cached vectors
 * after 30, logged prompts after 7, the ledger after 24 months (contract-ai §12).
 */
@Component
public class PurgeLedger {

    private static final int AT_ONCE = 1_000;

    /** A turn that finds more stops here and goes on with the next one. */
    private static final int MOST_BATCHES = 50;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PurgeLedger(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 60_000)
    public void purge() {
        all("select purge_expired(:limit)");
        all("select purge_prompt_log(:limit)");
        all("select purge_ledger(:limit)");
    }

    private void all(String purge) {
        for (int i = 0; i < MOST_BATCHES; i++) {
            if (batch(purge) == 0) {
                return;
            }
        }
    }

    // no account is bound here: only the definer functions see the rows
    private int batch(String purge) {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql(purge).param("limit", AT_ONCE).query(Integer.class).single()));
    }
}

package io.resolutionflow.aigateway.ledger;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Settles in hand are tried again until their lease ends: a database that is away for a moment
 * costs no usage that was paid for. After the lease the reaper has given the hold back.
 */
@Component
class SettlePatience {

    private static final Logger log = LoggerFactory.getLogger(SettlePatience.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    <T> T untilLeaseEnds(Supplier<T> step) {
        long end = System.nanoTime() + RunningCalls.LEASE.toNanos();
        while (true) {
            try {
                return step.get();
            } catch (DataAccessResourceFailureException
                    | TransientDataAccessException
                    | CannotCreateTransactionException
                    | TransactionSystemException e) {
                if (System.nanoTime() + PAUSE.toNanos() > end || !pause()) {
                    throw e;
                }
                log.warn("ledger away, a settle is tried again");
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

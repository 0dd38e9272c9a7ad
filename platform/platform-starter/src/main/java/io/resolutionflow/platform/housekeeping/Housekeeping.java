package io.resolutionflow.platform.housekeeping;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes published events, rows of applied ones, and idempotency keys when their time is over: in
 * small transactions over rows that nobody else holds, through the listed definer functions, so
 * that nothing ever waits for it. Any number of processes may do it at once.
 */
public class Housekeeping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final HousekeepingProperties properties;
    private CountDownLatch stopping = new CountDownLatch(0);

    Housekeeping(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            HousekeepingProperties properties) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.properties = properties;
    }

    /** Rows deleted in one round. */
    public record Swept(int outbox, int inbox, int idempotencyKeys) {}

    /** One round, until nothing is left whose time is over. */
    public Swept sweep() {
        Instant now = clock.instant();
        return new Swept(
                purge("outbox_purge", now.minus(properties.outbox())),
                purge("inbox_purge", now.minus(properties.inbox())),
                purge("idempotency_purge", now));
    }

    private int purge(String function, Instant before) {
        int all = 0;
        int gone;
        do {
            gone = step(function, before);
            all += gone;
        } while (gone == properties.batch() && !pause(Duration.ofMillis(50)));
        return all;
    }

    private int step(String function, Instant before) {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql("select " + function + "(?, ?)")
                                .params(Timestamp.from(before), properties.batch())
                                .query(Integer.class)
                                .single()));
    }

    @Override
    public synchronized void start() {
        if (properties.enabled() && !isRunning()) {
            stopping = new CountDownLatch(1);
            Thread.ofVirtual().name("housekeeping").start(this::run);
        }
    }

    private void run() {
        while (!pause(untilNext())) {
            try {
                Swept swept = sweep();
                log.atDebug().addKeyValue("swept", swept.toString()).log("housekeeping done");
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("housekeeping failed, the next round tries again");
            }
        }
    }

    /** Replicas started together do not sweep together. */
    private Duration untilNext() {
        long every = properties.every().toMillis();
        return Duration.ofMillis(every + ThreadLocalRandom.current().nextLong(every / 2 + 1));
    }

    /** True when the service stops. */
    private boolean pause(Duration length) {
        try {
            return latch().await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private synchronized CountDownLatch latch() {
        return stopping;
    }

    @Override
    public synchronized void stop() {
        stopping.countDown();
    }

    @Override
    public synchronized boolean isRunning() {
        return stopping.getCount() > 0;
    }
}

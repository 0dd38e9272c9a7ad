package io.resolutionflow.platform.outbox;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes relays after a commit that left events: the one of this process at once, those of others by
 * one NOTIFY for all commits of a moment. A NOTIFY inside each transaction would make them commit
 * one after the other, database-wide, each with its own flush to disk. What a crash swallows is
 * found by the relay's poll.
 */
class OutboxNotices implements AutoCloseable {

    /** Others hear of a commit this much later at most. */
    private static final Duration MOMENT = Duration.ofMillis(20);

    private static final Logger log = LoggerFactory.getLogger(OutboxNotices.class);

    private final OutboxStore store;
    private final OutboxWakeUp own;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicLong lastSent = new AtomicLong(System.nanoTime() - MOMENT.toNanos());
    private final ScheduledExecutorService sender =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("outbox-notices").factory());

    OutboxNotices(OutboxStore store, OutboxWakeUp own) {
        this.store = store;
        this.own = own;
    }

    /** Once per transaction, however many events it writes. */
    void afterCommit() {
        boolean known =
                TransactionSynchronizationManager.getSynchronizations().stream()
                        .anyMatch(CommitNotice.class::isInstance);
        if (!known) {
            TransactionSynchronizationManager.registerSynchronization(new CommitNotice());
        }
    }

    private final class CommitNotice implements TransactionSynchronization {

        @Override
        public void afterCompletion(int status) {
            if (status != STATUS_ROLLED_BACK) {
                committed();
            }
        }
    }

    private void committed() {
        own.signal();
        if (wanted.compareAndSet(false, true)) {
            long pause = lastSent.get() + MOMENT.toNanos() - System.nanoTime();
            try {
                sender.schedule(this::send, Math.max(0, pause), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closing) {
                log.atDebug().log("no notice while the service ends, the poll finds the event");
            }
        }
    }

    private void send() {
        // before it is sent: a commit from here on wants a notice of its own
        wanted.set(false);
        lastSent.set(System.nanoTime());
        try {
            store.announce(own.channel(), own.process());
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("other relays not woken, they poll");
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}

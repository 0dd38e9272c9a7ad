package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.writeback.ClaimedRows.Claimed;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Background work of all replicas (contract-psa §10): looks that are due, abandoned leases, tries
 * that are due.
 */
@Component
class WritebackJobs implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(WritebackJobs.class);
    private static final int AT_ONCE = 8;

    private final ClaimedRows rows;
    private final WritebackStore store;
    private final Reconcile reconcile;
    private final RunWriteback runs;
    private final TransactionTemplate transaction;
    private final WritebackSettings settings;
    private final Ids ids;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE, true);

    WritebackJobs(
            ClaimedRows rows,
            WritebackStore store,
            Reconcile reconcile,
            RunWriteback runs,
            TransactionTemplate transaction,
            WritebackSettings settings,
            Ids ids) {
        this.rows = rows;
        this.store = store;
        this.reconcile = reconcile;
        this.runs = runs;
        this.transaction = transaction;
        this.settings = settings;
        this.ids = ids;
    }

    @Scheduled(
            fixedDelayString = "${rf.psa.reconcile.tick:5s}",
            initialDelayString = "${rf.psa.reconcile.tick:5s}")
    void reconcile() {
        workOff(true);
    }

    @Scheduled(
            fixedDelayString = "${rf.psa.reconcile.tick:5s}",
            initialDelayString = "${rf.psa.reconcile.tick:5s}")
    void retry() {
        workOff(false);
    }

    /** Goes on until less is due than there are places: a backlog does not wait for ticks. */
    private void workOff(boolean looks) {
        int places;
        int claimed;
        do {
            free.acquireUninterruptibly();
            places = 1 + free.drainPermits();
            claimed = start(places, looks);
        } while (claimed == places);
    }

    /** Keeps a place for each row that it claims, and gives the others back. */
    private int start(int places, boolean looks) {
        int claimed = 0;
        try {
            var owner = ids.next();
            List<Claimed> due =
                    looks
                            ? rows.dueLooks(owner, settings.lease(), places)
                            : rows.dueTries(owner, settings.lease(), places);
            claimed = due.size();
            due.forEach(row -> work(row, looks ? this::look : this::tryAgain));
            return claimed;
        } finally {
            free.release(places - claimed);
        }
    }

    /** One slow ticketing system must not hold up the rows of other accounts. */
    private void work(Claimed row, Consumer<Writeback> task) {
        workers.execute(() -> {
            try {
                TenantContext.run(row.accountId(), () -> load(row, task));
            } catch (LeaseLost | DomainException e) {
                log.atInfo()
                        .addKeyValue("writeback_id", row.id())
                        .log("write-back taken over elsewhere");
            } catch (RuntimeException e) {
                log.atError()
                        .setCause(e)
                        .addKeyValue("writeback_id", row.id())
                        .log("background work on a write-back failed");
            } finally {
                free.release();
            }
        });
    }

    private void load(Claimed row, Consumer<Writeback> task) {
        Objects.requireNonNull(transaction.execute(status -> store.find(row.id()))).stream()
                .filter(w -> w.lease().epoch() == row.epoch())
                .forEach(task);
    }

    private void look(Writeback w) {
        reconcile.lookAndRelease(runs.open(w, true));
    }

    private void tryAgain(Writeback w) {
        runs.run(w, true);
    }

    @Override
    public void destroy() {
        workers.shutdownNow();
    }
}

package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.writeback.WaitingPushes.Due;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins waiting pushes as soon as what they wait for is settled. */
@Component
class WaitingPushJob {

    private static final Logger log = LoggerFactory.getLogger(WaitingPushJob.class);
    private static final int AT_ONCE = 50;

    private final WaitingPushes waiting;
    private final AutomaticPush pushes;
    private final TransactionTemplate transaction;
    private final WritebackSettings settings;

    WaitingPushJob(
            WaitingPushes waiting,
            AutomaticPush pushes,
            TransactionTemplate transaction,
            WritebackSettings settings) {
        this.waiting = waiting;
        this.pushes = pushes;
        this.transaction = transaction;
        this.settings = settings;
    }

    @Scheduled(
            fixedDelayString = "${rf.psa.reconcile.tick:5s}",
            initialDelayString = "${rf.psa.reconcile.tick:5s}")
    void lookAgain() {
        int pause = (int) settings.reconcile().tick().toMillis();
        for (Due due : waiting.claim(pause, AT_ONCE)) {
            try {
                TenantContext.run(due.accountId(), () -> begin(due));
            } catch (RuntimeException e) {
                log.atWarn()
                        .setCause(e)
                        .addKeyValue("trigger_id", due.triggerId())
                        .log("waiting push not begun, tried again");
            }
        }
    }

    private void begin(Due due) {
        transaction.executeWithoutResult(status ->
                waiting.lock(due.triggerId(), due.kind())
                        .filter(waiting::isFirst)
                        .filter(pushes::beginWaiting)
                        .ifPresent(waiting::remove));
    }
}

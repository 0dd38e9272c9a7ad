package io.resolutionflow.handoff.notification;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Leases pending notification jobs of all accounts and expands each inside its own account. */
@Component
class NotificationRunner {

    private static final Logger log = LoggerFactory.getLogger(NotificationRunner.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int BATCH = 50;

    private final NotificationJobs jobs;
    private final NotificationExpansion expansion;

    NotificationRunner(NotificationJobs jobs, NotificationExpansion expansion) {
        this.jobs = jobs;
        this.expansion = expansion;
    }

    @Scheduled(fixedDelayString = "${rf.handoff.notify.poll:1s}")
    void run() {
        for (NotificationJobs.Due due : jobs.claim(BATCH, LEASE)) {
            try {
                TenantContext.run(due.accountId(), () -> expansion.expand(due.id()));
            } catch (RuntimeException e) {
                log.atWarn()
                        .setCause(e)
                        .addKeyValue("job_id", due.id())
                        .log("notification job waits for its next lease");
            }
        }
    }
}

package io.resolutionflow.handoff.notification;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Leases pending notification jobs of all accounts and expands each inside its own account, on a
 * thread of the account: one whose people have to be asked for first keeps no other waiting.
 */
@Component
class NotificationRunner {

    private static final Logger log = LoggerFactory.getLogger(NotificationRunner.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int BATCH = 50;

    private final NotificationJobs jobs;
    private final NotificationExpansion expansion;
    private final Directory directory;

    NotificationRunner(
            NotificationJobs jobs, NotificationExpansion expansion, Directory directory) {
        this.jobs = jobs;
        this.expansion = expansion;
        this.directory = directory;
    }

    @Scheduled(fixedDelayString = "${rf.handoff.notify.poll:1s}")
    void run() {
        jobs.claim(BATCH, LEASE).stream()
                .collect(
                        groupingBy(
                                NotificationJobs.Due::accountId,
                                mapping(NotificationJobs.Due::id, toList())))
                .forEach((account, due) ->
                        Thread.ofVirtual()
                                .name("notification-jobs")
                                .start(() -> TenantContext.run(account, () -> expand(due))));
    }

    private void expand(List<UUID> due) {
        try {
            directory.loadOnce();
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("directory not loaded, people seen so far are told");
        }
        for (UUID id : due) {
            try {
                expansion.expand(id);
            } catch (RuntimeException e) {
                log.atWarn()
                        .setCause(e)
                        .addKeyValue("job_id", id)
                        .log("notification job waits for its next lease");
            }
        }
    }
}

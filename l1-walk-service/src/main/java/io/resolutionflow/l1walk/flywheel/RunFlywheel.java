package io.resolutionflow.l1walk.flywheel;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.l1walk.learning.LearningJobs;
import io.resolutionflow.l1walk.learning.LearningJobs.Job;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Works the learning jobs off, each in its own account; several replicas may share them. */
@Component
class RunFlywheel {

    private static final Logger log = LoggerFactory.getLogger(RunFlywheel.class);
    private static final int AT_ONCE = 4;

    private final LearningJobs jobs;
    private final LearnFromWalk walks;
    private final LearnFromSession sessions;
    private final KnowledgeGaps gaps;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;

    RunFlywheel(
            LearningJobs jobs,
            LearnFromWalk walks,
            LearnFromSession sessions,
            KnowledgeGaps gaps,
            TransactionTemplate transaction,
            MeterRegistry meters) {
        this.jobs = jobs;
        this.walks = walks;
        this.sessions = sessions;
        this.gaps = gaps;
        this.transaction = transaction;
        this.meters = meters;
    }

    @Scheduled(fixedDelayString = "${rf.l1.flywheel.every-ms}")
    void runDue() {
        for (Job job : jobs.claim(AT_ONCE)) {
            TenantContext.run(job.accountId(), () -> run(job));
        }
    }

    private void run(Job job) {
        try {
            Learnt learnt =
                    switch (job.source()) {
                        case WALK -> walks.learn(job);
                        case SESSION -> sessions.learn(job);
                        case INTAKE -> unmet(job);
                    };
            count(job, learnt.verdict());
            log.atInfo()
                    .addKeyValue("job_id", job.id())
                    .addKeyValue("source", job.source())
                    .addKeyValue("verdict", learnt.verdict())
                    .addKeyValue("reason", learnt.reason())
                    .log("learnt");
        } catch (RuntimeException away) {
            log.atWarn()
                    .addKeyValue("job_id", job.id())
                    .addKeyValue("source", job.source())
                    .addKeyValue("attempt", job.attempts())
                    .addKeyValue("reason", away.getClass().getSimpleName())
                    .log("not learnt, to be tried again");
            jobs.failed(job, away.getClass().getSimpleName());
            count(job, job.attempts() >= LearningJobs.TRIES ? "failed" : "retried");
        }
    }

    private Learnt unmet(Job job) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Learnt learnt = gaps.unmet(job.sourceId());
                    jobs.done(job, learnt.verdict(), learnt.reason());
                    return learnt;
                }));
    }

    private void count(Job job, String verdict) {
        meters.counter(
                        "rf.l1.flywheel.jobs",
                        "source",
                        job.source().name().toLowerCase(Locale.ROOT),
                        "verdict",
                        verdict)
                .increment();
    }
}

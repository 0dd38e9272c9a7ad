package io.resolutionflow.handoff.assessment;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.assessment.AssessmentJobs.Due;
import io.resolutionflow.handoff.assessment.AssessmentModel.Answer;
import io.resolutionflow.handoff.handoff.AssessmentState;
import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Leases due assessments of all accounts and works on a few at a time, each inside its own account.
 */
@Component
class AssessmentRunner {

    private static final Logger log = LoggerFactory.getLogger(AssessmentRunner.class);
    private static final int AT_ONCE = 4;

    private final UUID owner;
    private final AssessmentJobs jobs;
    private final AssessmentWork work;
    private final AssessmentModel model;
    private final HandoffProperties.Assessment settings;
    private final MeterRegistry meters;
    private final Semaphore free = new Semaphore(AT_ONCE);

    AssessmentRunner(
            AssessmentJobs jobs,
            AssessmentWork work,
            AssessmentModel model,
            HandoffProperties properties,
            MeterRegistry meters,
            Ids ids) {
        this.owner = ids.next();
        this.jobs = jobs;
        this.work = work;
        this.model = model;
        this.settings = properties.assessment();
        this.meters = meters;
    }

    @Scheduled(fixedDelayString = "${rf.handoff.assessment.poll:1s}")
    void run() {
        int slots = free.availablePermits();
        if (slots == 0) {
            return;
        }
        for (Due job : jobs.claim(owner, slots, settings.lease())) {
            free.acquireUninterruptibly();
            Thread.ofVirtual().name("assessment").start(() -> one(job));
        }
    }

    private void one(Due job) {
        try {
            TenantContext.run(job.accountId(), () -> assess(job));
        } catch (RuntimeException e) {
            // the lease runs out and the job is taken again
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("handoff_id", job.handoffId())
                    .log("assessment interrupted");
        } finally {
            free.release();
        }
    }

    private static String state(Answer answer) {
        return switch (answer) {
            case Answer.Ready ready -> AssessmentState.READY.wire();
            case Answer.Final(AssessmentState state, String code) -> state.wire();
            case Answer.TryAgain again -> AssessmentState.PENDING.wire();
        };
    }

    private void assess(Due job) {
        work.begin(job)
                .ifPresent(handoff -> {
                    var sample = io.micrometer.core.instrument.Timer.start(meters);
                    Answer answer = model.ask(handoff, job.generation());
                    CrashPoint.hit("handoff.after-assessment-answer");
                    work.end(job, answer);
                    sample.stop(meters.timer("rf_assessment_seconds", "state", state(answer)));
                });
    }
}

package io.resolutionflow.handoff.assessment;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.assessment.AssessmentJobs.Due;
import io.resolutionflow.handoff.assessment.AssessmentModel.Answer;
import io.resolutionflow.handoff.handoff.Assessment;
import io.resolutionflow.handoff.handoff.AssessmentState;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffJournal;
import io.resolutionflow.handoff.handoff.Handoffs;
import io.resolutionflow.handoff.handoff.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * The two transactions around a model call: take the job, keep its outcome (contract-handoffs §9).
 */
@Component
class AssessmentWork {

    private static final Logger log = LoggerFactory.getLogger(AssessmentWork.class);

    private final AssessmentJobs jobs;
    private final Handoffs handoffs;
    private final HandoffJournal journal;
    private final HandoffProperties.Assessment settings;
    private final Clock clock;

    AssessmentWork(
            AssessmentJobs jobs,
            Handoffs handoffs,
            HandoffJournal journal,
            HandoffProperties properties,
            Clock clock) {
        this.jobs = jobs;
        this.handoffs = handoffs;
        this.journal = journal;
        this.settings = properties.assessment();
        this.clock = clock;
    }

    /**
     * @return empty when nothing is to be asked any more
     */
    @Transactional
    public Optional<Handoff> begin(Due job) {
        Handoff handoff = handoffs.lock(job.handoffId()).orElse(null);
        if (handoff == null || !isWanted(handoff, job)) {
            jobs.finish(job, AssessmentState.SKIPPED, null, null);
            return Optional.empty();
        }
        if (job.attempt() > settings.backoff().size() + 1) {
            // the last try died with its process
            settle(handoff, job, AssessmentState.FAILED, null, null, "interrupted");
            return Optional.empty();
        }
        if (handoff.assessment().state() != AssessmentState.RUNNING) {
            Assessment before = handoff.assessment();
            handoffs.saveAssessment(
                    handoff.id(),
                    new Assessment(
                            AssessmentState.RUNNING,
                            null,
                            before.summary(),
                            before.data(),
                            job.generation()),
                    clock.instant());
        }
        return Optional.of(handoff);
    }

    @Transactional
    public void end(Due job, Answer answer) {
        Handoff handoff = handoffs.lock(job.handoffId()).orElse(null);
        if (handoff == null || !isWanted(handoff, job)) {
            jobs.finish(job, AssessmentState.SKIPPED, null, null);
            return;
        }
        switch (answer) {
            case Answer.Ready(String summary, JsonNode data) ->
                    settle(handoff, job, AssessmentState.READY, summary, data, null);
            case Answer.Final(AssessmentState state, String code) ->
                    settle(handoff, job, state, null, null, code);
            case Answer.TryAgain(String code, Duration atLeast) ->
                    tryAgain(handoff, job, code, atLeast);
        }
    }

    private void tryAgain(Handoff handoff, Due job, String code, @Nullable Duration atLeast) {
        if (job.attempt() > settings.backoff().size()) {
            settle(handoff, job, AssessmentState.FAILED, null, null, code);
            return;
        }
        Duration pause = settings.backoff().get(job.attempt() - 1);
        if (atLeast != null && atLeast.compareTo(pause) > 0) {
            pause = atLeast;
        }
        if (jobs.retry(job, pause, code)) {
            Assessment before = handoff.assessment();
            handoffs.saveAssessment(
                    handoff.id(),
                    new Assessment(
                            AssessmentState.PENDING,
                            code,
                            before.summary(),
                            before.data(),
                            job.generation()),
                    clock.instant());
        }
    }

    private void settle(
            Handoff handoff,
            Due job,
            AssessmentState state,
            @Nullable String summary,
            @Nullable JsonNode data,
            @Nullable String error) {
        if (!jobs.finish(job, state, data == null ? null : data.toString(), error)) {
            log.atWarn()
                    .addKeyValue("handoff_id", handoff.id())
                    .log("assessment came after its lease, dropped");
            return;
        }
        // the old result stays readable until a new one replaces it
        Assessment before = handoff.assessment();
        handoffs.saveAssessment(
                handoff.id(),
                new Assessment(
                        state,
                        error,
                        summary == null ? before.summary() : summary,
                        data == null ? before.data() : data,
                        job.generation()),
                clock.instant());
        journal.recordAssessment(handoffs.find(handoff.id()).orElseThrow());
        log.atInfo()
                .addKeyValue("handoff_id", handoff.id())
                .addKeyValue("state", state.wire())
                .log("assessment finished");
    }

    private static boolean isWanted(Handoff handoff, Due job) {
        Status status = handoff.state().status();
        return handoff.assessment().generation() == job.generation()
                && (status == Status.OPEN || status == Status.CLAIMED || job.generation() > 0)
                && status != Status.CANCELLED;
    }
}

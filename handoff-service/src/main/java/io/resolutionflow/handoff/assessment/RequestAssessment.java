package io.resolutionflow.handoff.assessment;

import io.resolutionflow.handoff.handoff.Assessment;
import io.resolutionflow.handoff.handoff.AssessmentState;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffReading;
import io.resolutionflow.handoff.handoff.HandoffReading.Seen;
import io.resolutionflow.handoff.handoff.Handoffs;
import io.resolutionflow.handoff.handoff.Rules;
import io.resolutionflow.handoff.handoff.Status;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks for another assessment; the old one stays readable until the new one is there. */
@Service
public class RequestAssessment {

    private final HandoffReading reading;
    private final Handoffs handoffs;
    private final AssessmentJobs jobs;
    private final AuditLog audit;
    private final Clock clock;

    RequestAssessment(
            HandoffReading reading,
            Handoffs handoffs,
            AssessmentJobs jobs,
            AuditLog audit,
            Clock clock) {
        this.reading = reading;
        this.handoffs = handoffs;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws DomainException 409 {@code handoff_closed} once cancelled, {@code assessment_running}
     *     while one is due
     */
    @Transactional
    public Seen request(UUID pathId, UUID handoffId, Caller caller) {
        Handoff handoff = reading.one(pathId, handoffId, caller).handoff();
        handoff = handoffs.lock(handoff.id()).orElseThrow();
        if (handoff.state().status() == Status.CANCELLED) {
            throw Rules.closed(handoff);
        }
        Assessment now = handoff.assessment();
        if (now.state() == AssessmentState.PENDING || now.state() == AssessmentState.RUNNING) {
            throw DomainException.conflict(
                    "assessment_running", "An assessment is being made already.");
        }
        int generation = now.generation() + 1;
        handoffs.saveAssessment(
                handoffId,
                new Assessment(
                        AssessmentState.PENDING, null, now.summary(), now.data(), generation),
                clock.instant());
        jobs.schedule(handoffId, generation);
        audit.record(
                Actor.of(caller),
                "assessment.request",
                "handoff",
                handoffId,
                Map.of("generation", generation));
        return reading.one(pathId, handoffId, caller);
    }
}

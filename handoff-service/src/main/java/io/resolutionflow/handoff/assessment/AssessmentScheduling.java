package io.resolutionflow.handoff.assessment;

import io.resolutionflow.handoff.handoff.AssessmentState;
import io.resolutionflow.handoff.handoff.HandoffChanged;
import io.resolutionflow.handoff.handoff.Handoffs;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * An escalation gets a job with its row; a hand-off that is over loses it. A claim does not stop
 * it.
 */
@Component
class AssessmentScheduling {

    private final AssessmentJobs jobs;
    private final Handoffs handoffs;

    AssessmentScheduling(AssessmentJobs jobs, Handoffs handoffs) {
        this.jobs = jobs;
        this.handoffs = handoffs;
    }

    @EventListener
    void on(HandoffChanged changed) {
        switch (changed.act()) {
            case CREATED -> {
                if (changed.after().assessment().state() == AssessmentState.PENDING) {
                    jobs.schedule(changed.after().id(), changed.after().assessment().generation());
                }
            }
            case CANCELLED, EXPIRED, CLOSED -> {
                jobs.skip(changed.after().id());
                handoffs.skipAssessment(changed.after().id());
            }
            case CLAIMED, RELEASED, REASSIGNED -> {
                // the assessment goes on
            }
        }
    }
}

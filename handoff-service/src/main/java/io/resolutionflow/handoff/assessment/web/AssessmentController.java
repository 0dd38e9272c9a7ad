package io.resolutionflow.handoff.assessment.web;

import io.resolutionflow.handoff.assessment.RequestAssessment;
import io.resolutionflow.handoff.handoff.web.HandoffView;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * POST assessment (contract-handoffs §3): answered with the hand-off as every endpoint answers it.
 */
@RestController
class AssessmentController {

    private final RequestAssessment requesting;

    AssessmentController(RequestAssessment requesting) {
        this.requesting = requesting;
    }

    @Requires(Gate.ENGINEER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/api/v1/ai-sessions/{sessionId}/handoffs/{handoffId}/assessment")
    HandoffView again(@PathVariable UUID sessionId, @PathVariable UUID handoffId, Caller caller) {
        return HandoffView.listed(requesting.request(sessionId, handoffId, caller), false);
    }
}

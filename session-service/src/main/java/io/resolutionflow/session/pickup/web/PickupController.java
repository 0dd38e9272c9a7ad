package io.resolutionflow.session.pickup.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.listing.StepView;
import io.resolutionflow.session.pickup.PickUp;
import io.resolutionflow.session.session.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** POST S/{id}/pickup (contract-sessions §4.1, §8). */
@RestController
class PickupController {

    private final PickUp pickUp;

    PickupController(PickUp pickUp) {
        this.pickUp = pickUp;
    }

    record PickupRequest(
            @Pattern(regexp = "continue|fresh") @Nullable String resumeMode,
            @Size(max = 4000) @Nullable String additionalContext) {

        PickUp.Request request() {
            return new PickUp.Request(
                    "fresh".equals(resumeMode),
                    additionalContext == null || additionalContext.isBlank()
                            ? null
                            : additionalContext.strip());
        }
    }

    record PickupResponse(
            UUID sessionId,
            String status,
            UUID handoffId,
            String resumeMode,
            StepView step,
            @Nullable StepView pendingStep,
            @Nullable String answerSource,
            long stateVersion) {

        static PickupResponse of(PickUp.PickedUp p) {
            return new PickupResponse(
                    p.sessionId(),
                    p.status(),
                    p.handoffId(),
                    p.resumeMode(),
                    StepView.of(p.step()),
                    p.pendingStep() == null ? null : StepView.of(p.pendingStep()),
                    p.answerSource(),
                    p.stateVersion());
        }
    }

    @PostMapping("/api/v1/ai-sessions/{id}/pickup")
    @Requires(Gate.ENGINEER)
    PickupResponse pickUp(
            Caller caller,
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable PickupRequest request) {
        PickUp.Request asked =
                request == null ? new PickUp.Request(false, null) : request.request();
        return PickupResponse.of(pickUp.pickUp(Actor.of(caller), id, asked));
    }
}

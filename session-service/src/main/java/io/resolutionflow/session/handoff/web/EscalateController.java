package io.resolutionflow.session.handoff.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.handoff.EscalateSession;
import io.resolutionflow.session.session.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** POST S/{id}/escalate (contract-sessions §4.2). */
@RestController
class EscalateController {

    private final EscalateSession escalate;

    EscalateController(EscalateSession escalate) {
        this.escalate = escalate;
    }

    record EscalateRequest(
            @NotBlank @Size(max = 500) String escalationReason,
            @Size(max = 10_000) @Nullable String engineerNotes,
            @Nullable UUID targetUserId,
            @Pattern(regexp = "low|normal|high|urgent") @Nullable String priority,
            @Pattern(regexp = "applied_success|applied_failed|applied_partial|not_applied")
                    @Nullable String fixResolution,
            @Size(max = 2000) @Nullable String fixNotes) {}

    @PostMapping("/api/v1/ai-sessions/{id}/escalate")
    @Requires(Gate.ENGINEER)
    EscalateSession.Escalated escalate(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody EscalateRequest request) {
        return escalate.escalate(
                Actor.of(caller),
                id,
                new EscalateSession.Request(
                        request.escalationReason().strip(),
                        request.engineerNotes(),
                        request.targetUserId(),
                        request.priority() == null ? "normal" : request.priority(),
                        request.fixResolution(),
                        request.fixNotes()));
    }
}

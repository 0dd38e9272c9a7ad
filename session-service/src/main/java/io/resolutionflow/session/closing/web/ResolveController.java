package io.resolutionflow.session.closing.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.closing.ResolveSession;
import io.resolutionflow.session.session.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** POST S/{id}/resolve. */
@RestController
class ResolveController {

    private final ResolveSession resolve;

    ResolveController(ResolveSession resolve) {
        this.resolve = resolve;
    }

    record ResolveRequest(
            @NotBlank @Size(max = 4000) String resolutionSummary,
            @Size(max = 4000) @Nullable String resolutionAction,
            @Size(max = 4000) @Nullable String rootCause,
            @Size(max = 50) @Nullable List<@NotNull @Size(max = 500) String> stepsTaken,
            @Size(max = 50) @Nullable List<@NotNull @Size(max = 500) String> recommendations) {}

    @PostMapping("/api/v1/ai-sessions/{id}/resolve")
    @Requires(Gate.ENGINEER)
    ResolveSession.Resolved resolve(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody ResolveRequest request) {
        return resolve.resolve(
                Actor.of(caller),
                id,
                new ResolveSession.Request(
                        request.resolutionSummary().strip(),
                        request.resolutionAction(),
                        request.rootCause(),
                        request.stepsTaken() == null ? List.of() : request.stepsTaken(),
                        request.recommendations() == null ? List.of() : request.recommendations()));
    }
}

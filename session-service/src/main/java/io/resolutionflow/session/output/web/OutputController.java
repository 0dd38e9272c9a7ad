package io.resolutionflow.session.output.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.output.ResolutionOutput;
import io.resolutionflow.session.output.ResolutionOutputs;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.SessionGuard;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** GET S/{id}/resolution-outputs (contract-sessions §4.4). */
@RestController
class OutputController {

    private final SessionGuard guard;
    private final ResolutionOutputs outputs;

    OutputController(SessionGuard guard, ResolutionOutputs outputs) {
        this.guard = guard;
        this.outputs = outputs;
    }

    @GetMapping("/api/v1/ai-sessions/{id}/resolution-outputs")
    @Requires(Gate.ACTIVE)
    List<ResolutionOutput> list(Caller caller, @PathVariable UUID id) {
        return guard.reading(Actor.of(caller), id, outputs::of);
    }
}

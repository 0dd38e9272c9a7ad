package io.resolutionflow.session.output.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.output.EditOutput;
import io.resolutionflow.session.output.ResolutionOutput;
import io.resolutionflow.session.output.ResolutionOutputs;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.SessionGuard;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The three texts of a resolved session (contract-sessions §4.4). */
@RestController
@RequestMapping("/api/v1/ai-sessions/{id}/resolution-outputs")
class OutputController {

    private final SessionGuard guard;
    private final ResolutionOutputs outputs;

    private final EditOutput editing;

    OutputController(SessionGuard guard, ResolutionOutputs outputs, EditOutput editing) {
        this.guard = guard;
        this.outputs = outputs;
        this.editing = editing;
    }

    record EditRequest(
            @NotBlank @Size(max = 50_000) String contentMarkdown,
            @Size(min = 1, max = 200) @Nullable String title,
            @NotNull Integer version) {}

    record RegenerateRequest(@Nullable Boolean overwrite) {}

    @GetMapping
    @Requires(Gate.ACTIVE)
    List<ResolutionOutput> list(Caller caller, @PathVariable UUID id) {
        return guard.reading(Actor.of(caller), id, outputs::of);
    }

    @PutMapping("/{kind}")
    @Requires(Gate.ENGINEER)
    ResolutionOutput edit(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable String kind,
            @Valid @RequestBody EditRequest request) {
        return editing.edit(
                Actor.of(caller),
                id,
                kind,
                new EditOutput.Edit(request.contentMarkdown(), request.title(), request.version()));
    }

    @PostMapping("/{kind}/regenerate")
    @Requires(Gate.ENGINEER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResolutionOutput regenerate(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable String kind,
            @Valid @RequestBody(required = false) @Nullable RegenerateRequest request) {
        return editing.regenerate(
                Actor.of(caller),
                id,
                kind,
                request != null && Boolean.TRUE.equals(request.overwrite()));
    }
}

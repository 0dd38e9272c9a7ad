package io.resolutionflow.session.fix.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.fix.FixService;
import io.resolutionflow.session.fix.FixView;
import io.resolutionflow.session.session.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** S/{id}/suggested-fixes (contract-sessions §4.6). */
@RestController
@RequestMapping("/api/v1/ai-sessions/{id}/suggested-fixes")
@Requires(Gate.ENGINEER)
class FixController {

    private static final String LANGUAGES = "powershell|bash|cmd|python|other";
    private static final Set<String> NEED_NOTES = Set.of(Fix.PARTIAL, Fix.PENDING);

    private final FixService fixes;

    FixController(FixService fixes) {
        this.fixes = fixes;
    }

    record SuggestRequest(
            @NotBlank @Size(max = 200) String title,
            @Size(max = 4000) @Nullable String description,
            @Size(min = 1, max = 65_536) @Nullable String script,
            @Pattern(regexp = LANGUAGES) @Nullable String scriptLanguage) {}

    record DecisionRequest(
            @NotNull @Pattern(regexp = "one_off|draft_template|build_template|dismissed")
                    String decision) {}

    record DecisionResponse(
            UUID id,
            @Nullable String userDecision,
            String status,
            @Nullable Instant appliedAt,
            @Nullable Instant supersededAt) {}

    record OutcomeRequest(
            @NotNull
                    @Pattern(
                            regexp =
                                    "applied_success|applied_failed|applied_partial|applied_pending")
                    String outcome,
            @Size(max = 2000) @Nullable String notes) {}

    record ScriptRequest(
            @NotBlank @Size(max = 65_536) String script,
            @NotNull @Pattern(regexp = LANGUAGES) String scriptLanguage) {}

    @GetMapping
    @Requires(Gate.ACTIVE)
    List<FixView> list(Caller caller, @PathVariable UUID id) {
        return fixes.list(Actor.of(caller), id);
    }

    @GetMapping("/active")
    FixView active(Caller caller, @PathVariable UUID id) {
        return fixes.active(Actor.of(caller), id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    FixView suggest(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody SuggestRequest request) {
        String description = request.description() == null ? "" : request.description();
        return fixes.suggest(
                Actor.of(caller),
                id,
                new Fix.Draft(
                        request.title(),
                        description,
                        null,
                        request.script(),
                        request.scriptLanguage()));
    }

    @PostMapping("/{fixId}/decision")
    DecisionResponse decide(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID fixId,
            @Valid @RequestBody DecisionRequest request) {
        FixView fix = fixes.decide(Actor.of(caller), id, fixId, request.decision());
        return new DecisionResponse(
                fix.id(), fix.userDecision(), fix.status(), fix.appliedAt(), fix.supersededAt());
    }

    @PostMapping("/{fixId}/applied")
    FixView applied(Caller caller, @PathVariable UUID id, @PathVariable UUID fixId) {
        return fixes.applied(Actor.of(caller), id, fixId);
    }

    @PatchMapping("/{fixId}/outcome")
    FixView outcome(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID fixId,
            @Valid @RequestBody OutcomeRequest request) {
        String notes =
                request.notes() == null || request.notes().isBlank() ? null : request.notes();
        if (notes == null && NEED_NOTES.contains(request.outcome())) {
            throw DomainException.unprocessable(
                    "notes_required", "Say in a note what is left or what you wait for.");
        }
        return fixes.outcome(Actor.of(caller), id, fixId, request.outcome(), notes);
    }

    @DeleteMapping("/{fixId}/outcome-proposal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void refuseProposal(Caller caller, @PathVariable UUID id, @PathVariable UUID fixId) {
        fixes.refuseProposal(Actor.of(caller), id, fixId);
    }

    @PatchMapping("/{fixId}/script")
    FixView script(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID fixId,
            @Valid @RequestBody ScriptRequest request) {
        return fixes.script(
                Actor.of(caller), id, fixId, request.script(), request.scriptLanguage());
    }
}

package io.resolutionflow.session.branching.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.branch.Fork;
import io.resolutionflow.session.branching.BranchService;
import io.resolutionflow.session.branching.BranchView;
import io.resolutionflow.session.session.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** S/{id}/branches (contract-sessions §4.7). */
@RestController
@RequestMapping("/api/v1/ai-sessions/{id}/branches")
@Requires(Gate.ENGINEER)
class BranchController {

    private final BranchService branches;

    BranchController(BranchService branches) {
        this.branches = branches;
    }

    record ForkRequest(
            @NotBlank @Size(max = 500) String forkReason,
            @NotNull @Size(min = 2, max = 5) List<@NotNull @Valid Option> options) {

        record Option(
                @NotBlank @Size(max = 80) String label,
                @Size(max = 500) @Nullable String description) {}
    }

    record ChangeRequest(
            @NotNull @Pattern(regexp = "dead_end|solved|untried|active") String status,
            @Size(max = 500) @Nullable String reason) {}

    record ReviveRequest(@NotBlank @Size(max = 1000) String evidence) {}

    @GetMapping
    @Requires(Gate.ACTIVE)
    List<BranchView> list(Caller caller, @PathVariable UUID id) {
        return branches.list(Actor.of(caller), id);
    }

    @PostMapping("/fork")
    @ResponseStatus(HttpStatus.CREATED)
    Fork fork(Caller caller, @PathVariable UUID id, @Valid @RequestBody ForkRequest request) {
        return branches.fork(
                Actor.of(caller),
                id,
                request.forkReason().strip(),
                request.options().stream()
                        .map(o -> new Fork.Option(o.label().strip(), o.description()))
                        .toList());
    }

    @PatchMapping("/{branchId}")
    BranchView change(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID branchId,
            @Valid @RequestBody ChangeRequest request) {
        return branches.change(Actor.of(caller), id, branchId, request.status(), request.reason());
    }

    @PostMapping("/{branchId}/switch")
    BranchView makeCurrent(Caller caller, @PathVariable UUID id, @PathVariable UUID branchId) {
        return branches.makeCurrent(Actor.of(caller), id, branchId);
    }

    @PostMapping("/{branchId}/revive")
    BranchView revive(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID branchId,
            @Valid @RequestBody ReviveRequest request) {
        return branches.revive(Actor.of(caller), id, branchId, request.evidence().strip());
    }
}

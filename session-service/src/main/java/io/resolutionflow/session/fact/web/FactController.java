package io.resolutionflow.session.fact.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.fact.Fact;
import io.resolutionflow.session.fact.FactService;
import io.resolutionflow.session.fact.PromoteFact;
import io.resolutionflow.session.session.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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

/** S/{id}/facts (contract-sessions §4.5). */
@RestController
@RequestMapping("/api/v1/ai-sessions/{id}/facts")
class FactController {

    private final FactService facts;
    private final PromoteFact promote;

    FactController(FactService facts, PromoteFact promote) {
        this.facts = facts;
        this.promote = promote;
    }

    record FactRequest(@NotBlank @Size(max = 1000) String text) {}

    record PromoteRequest(
            @Nullable UUID itemId,
            @Nullable UUID stepId,
            @Nullable UUID messageId,
            @Size(min = 1, max = 1000) @Nullable String text,
            @Nullable Boolean allowOffline) {}

    record FactResponse(
            UUID id,
            String text,
            String sourceType,
            @Nullable String sourceRef,
            boolean editable,
            @Nullable UUID branchId,
            @Nullable String createdByName,
            Instant createdAt,
            Instant updatedAt) {

        static FactResponse of(Fact fact) {
            return new FactResponse(
                    fact.id(),
                    fact.text(),
                    fact.sourceType(),
                    fact.sourceRef(),
                    !fact.derived(),
                    fact.branchId(),
                    fact.createdByName(),
                    fact.createdAt(),
                    fact.updatedAt());
        }
    }

    @GetMapping
    @Requires(Gate.ACTIVE)
    List<FactResponse> list(Caller caller, @PathVariable UUID id) {
        return facts.list(Actor.of(caller), id).stream().map(FactResponse::of).toList();
    }

    @PostMapping
    @Requires(Gate.ENGINEER)
    @ResponseStatus(HttpStatus.CREATED)
    FactResponse add(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody FactRequest request) {
        return FactResponse.of(facts.note(Actor.of(caller), id, request.text()));
    }

    @PatchMapping("/{factId}")
    @Requires(Gate.ENGINEER)
    FactResponse reword(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID factId,
            @Valid @RequestBody FactRequest request) {
        return FactResponse.of(facts.reword(Actor.of(caller), id, factId, request.text()));
    }

    @DeleteMapping("/{factId}")
    @Requires(Gate.ENGINEER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable UUID id, @PathVariable UUID factId) {
        facts.delete(Actor.of(caller), id, factId);
    }

    @PostMapping("/promote")
    @Requires(Gate.ENGINEER)
    @ResponseStatus(HttpStatus.CREATED)
    FactResponse promote(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody PromoteRequest request) {
        long named =
                Stream.of(request.itemId(), request.stepId(), request.messageId())
                        .filter(x -> x != null)
                        .count();
        if (named != 1) {
            throw DomainException.invalid(
                    "item_id",
                    "exactly_one",
                    "Name exactly one of item_id, step_id and message_id.");
        }
        if (request.text() != null && request.text().isBlank()) {
            throw DomainException.invalid("text", "blank", "The text must not be blank.");
        }
        return FactResponse.of(
                promote.promote(
                        Actor.of(caller),
                        id,
                        new PromoteFact.Request(
                                request.itemId(),
                                request.stepId(),
                                request.messageId(),
                                request.text(),
                                Boolean.TRUE.equals(request.allowOffline()))));
    }
}

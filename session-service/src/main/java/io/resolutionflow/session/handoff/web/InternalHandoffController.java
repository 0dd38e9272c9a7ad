package io.resolutionflow.session.handoff.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.session.handoff.ContinueWalk;
import io.resolutionflow.session.handoff.HandOver;
import io.resolutionflow.session.handoff.HandoffActs;
import io.resolutionflow.session.handoff.HandoffActs.Act;
import io.resolutionflow.session.handoff.HandoffActs.Applied;
import io.resolutionflow.session.handoff.HandoffMade;
import io.resolutionflow.session.handoff.RequestHandoff;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.InternalActors;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.Trigger;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What handoff-service asks of a session (contract-sessions §10). */
@RestController
@RequestMapping("/internal/v1/ai-sessions/{id}")
@InternalApi("handoff-service")
class InternalHandoffController {

    private final RequestHandoff request;
    private final HandoffActs acts;
    private final ContinueWalk continueWalk;
    private final SessionGuard guard;

    InternalHandoffController(
            RequestHandoff request,
            HandoffActs acts,
            ContinueWalk continueWalk,
            SessionGuard guard) {
        this.request = request;
        this.acts = acts;
        this.continueWalk = continueWalk;
        this.guard = guard;
    }

    record HandoffBody(
            @NotNull @Pattern(regexp = "park|escalate") String intent,
            @Nullable String origin,
            @Size(max = 500) @Nullable String reason,
            @Size(max = 10_000) @Nullable String engineerNotes,
            @Pattern(regexp = "low|normal|high|urgent") @Nullable String priority,
            @Nullable UUID targetUserId,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable String actingAs) {}

    record ActBody(
            @NotNull @Min(1) @Nullable Integer claimEpoch,
            @Nullable UUID handlerId,
            @Nullable String handlerName,
            @NotNull UUID actorId,
            @NotNull String actorName,
            @Nullable Instant at,
            @Size(max = 500) @Nullable String reason,
            @Nullable UUID targetUserId) {}

    record ContinueBody(
            @NotNull UUID walkId,
            @NotNull JsonNode snapshot,
            @NotNull UUID handlerId,
            @NotBlank String handlerName,
            @NotNull @Min(1) @Nullable Integer claimEpoch,
            @NotNull UUID handedOffBy,
            @NotBlank String handedOffByName,
            @Nullable UUID psaConnectionId,
            @Size(max = 64) @Nullable String psaTicketId,
            @Nullable UUID internalTicketId) {}

    @PutMapping("/handoffs/{handoffId}")
    HandoffMade request(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID handoffId,
            @Valid @RequestBody HandoffBody body) {
        Actor actor =
                InternalActors.writer(caller, body.actorId(), body.actorName(), body.actingAs());
        boolean park = body.intent().equals("park");
        if (!park && blank(body.reason()) && blank(body.engineerNotes())) {
            throw DomainException.invalid(
                    "reason", "required", "Say in the reason or the notes why you hand this over.");
        }
        return request.request(
                actor,
                id,
                new HandOver.Order(
                        park ? Trigger.PARK : Trigger.ESCALATE,
                        handoffId,
                        "handoff",
                        body.reason(),
                        body.engineerNotes(),
                        body.priority() == null ? "normal" : body.priority(),
                        body.targetUserId(),
                        null));
    }

    @PutMapping("/handoffs/{handoffId}/claim")
    Applied claim(
            @PathVariable UUID id, @PathVariable UUID handoffId, @Valid @RequestBody ActBody body) {
        return apply(id, handoffId, Trigger.CLAIM, body);
    }

    @PutMapping("/handoffs/{handoffId}/release")
    Applied release(
            @PathVariable UUID id, @PathVariable UUID handoffId, @Valid @RequestBody ActBody body) {
        return apply(id, handoffId, Trigger.RELEASE, body);
    }

    @PutMapping("/handoffs/{handoffId}/cancel")
    Applied cancel(
            @PathVariable UUID id, @PathVariable UUID handoffId, @Valid @RequestBody ActBody body) {
        return apply(id, handoffId, Trigger.CANCEL, body);
    }

    @PutMapping("/handoffs/{handoffId}/reassign")
    Applied reassign(
            @PathVariable UUID id, @PathVariable UUID handoffId, @Valid @RequestBody ActBody body) {
        return apply(id, handoffId, Trigger.REASSIGN, body);
    }

    /** handoff-service has decided who may; this service only applies it. */
    private Applied apply(UUID id, UUID handoffId, Trigger trigger, ActBody body) {
        Actor actor = InternalActors.named(body.actorId(), body.actorName());
        return guard.asService(
                actor,
                id,
                session ->
                        acts.apply(
                                session,
                                new Act(
                                        trigger,
                                        handoffId,
                                        Objects.requireNonNull(body.claimEpoch()),
                                        body.handlerId(),
                                        body.handlerName(),
                                        actor,
                                        body.reason(),
                                        body.targetUserId())));
    }

    @PutMapping("/from-handoff/{handoffId}")
    ContinueWalk.Continued continueWalk(
            @PathVariable UUID id,
            @PathVariable UUID handoffId,
            @Valid @RequestBody ContinueBody body) {
        return continueWalk.continueWalk(
                new ContinueWalk.Request(
                        id,
                        handoffId,
                        body.walkId(),
                        body.snapshot(),
                        body.handlerId(),
                        body.handlerName(),
                        Objects.requireNonNull(body.claimEpoch()),
                        body.handedOffBy(),
                        body.handedOffByName(),
                        body.psaConnectionId(),
                        body.psaTicketId(),
                        body.internalTicketId()));
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}

package io.resolutionflow.session.lifecycle.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.lifecycle.SessionLifecycle;
import io.resolutionflow.session.lifecycle.StartSession;
import io.resolutionflow.session.listing.StepView;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Beginning and ending a session (contract-sessions §4.1, §4.2). */
@RestController
@RequestMapping("/api/v1/ai-sessions")
@Requires(Gate.ENGINEER)
class SessionLifecycleController {

    private static final int MAX_REASON = 1000;

    private final StartSession start;
    private final SessionLifecycle lifecycle;

    SessionLifecycleController(StartSession start, SessionLifecycle lifecycle) {
        this.start = start;
        this.lifecycle = lifecycle;
    }

    /** One answer for both types (KD-8); the last seven are null for a chat. */
    record StartedResponse(
            UUID sessionId,
            String sessionType,
            String status,
            String title,
            long stateVersion,
            Instant createdAt,
            @Nullable String confidenceTier,
            @Nullable String problemSummary,
            @Nullable String problemDomain,
            @Nullable UUID matchedFlowId,
            @Nullable String matchedFlowName,
            @Nullable Double matchScore,
            @Nullable StepView firstStep) {

        static StartedResponse of(StartSession.Started started) {
            AiSession s = started.session();
            return new StartedResponse(
                    s.id(),
                    s.sessionType(),
                    s.status().wire(),
                    s.title(),
                    s.stateVersion(),
                    s.createdAt(),
                    s.confidenceTier(),
                    s.problemSummary(),
                    s.problemDomain(),
                    s.flowMatch().flowId(),
                    s.flowMatch().name(),
                    s.flowMatch().score(),
                    started.firstStep() == null ? null : StepView.of(started.firstStep()));
        }
    }

    record AbandonRequest(@Size(max = MAX_REASON) @Nullable String reason) {}

    record RateRequest(
            @NotNull @Min(1) @Max(5) @Nullable Integer rating,
            @Size(max = 2000) @Nullable String feedback) {}

    @PostMapping
    ResponseEntity<StartedResponse> start(
            Caller caller, @Valid @RequestBody StartSessionRequest request) {
        Actor owner = Actor.of(caller);
        StartSession.Started started =
                request.isChat()
                        ? start.chat(owner, request.request())
                        : start.guided(owner, request.request());
        return ResponseEntity.created(URI.create("/api/v1/ai-sessions/" + started.session().id()))
                .body(StartedResponse.of(started));
    }

    @PostMapping("/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause(Caller caller, @PathVariable UUID id) {
        lifecycle.pause(Actor.of(caller), id);
    }

    @PostMapping("/{id}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(Caller caller, @PathVariable UUID id) {
        lifecycle.resume(Actor.of(caller), id);
    }

    /**
     * The body wins over the query, which is only read for older clients and never logged (KD-22).
     */
    @PostMapping("/{id}/abandon")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void abandon(
            Caller caller,
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable AbandonRequest request,
            @RequestParam(name = "reason", required = false) @Nullable String queryReason) {
        String reason =
                request != null && request.reason() != null ? request.reason() : queryReason;
        if (reason != null && reason.length() > MAX_REASON) {
            throw DomainException.invalid(
                    "reason", "too_long", "The reason must not be longer than 1,000 characters.");
        }
        lifecycle.abandon(
                Actor.of(caller), id, reason == null || reason.isBlank() ? null : reason.strip());
    }

    @DeleteMapping("/{id}")
    @Requires(Gate.ACTIVE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable UUID id) {
        lifecycle.delete(Actor.of(caller), id);
    }

    @PostMapping("/{id}/rate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rate(Caller caller, @PathVariable UUID id, @Valid @RequestBody RateRequest request) {
        lifecycle.rate(
                Actor.of(caller),
                id,
                request.rating() == null ? 0 : request.rating(),
                request.feedback());
    }
}

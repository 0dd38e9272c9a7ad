package io.resolutionflow.session.writeback.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.InternalActors;
import io.resolutionflow.session.writeback.CloseByNote;
import io.resolutionflow.session.writeback.PostPackage;
import io.resolutionflow.session.writeback.RecordResult;
import io.resolutionflow.session.writeback.WritebackResults;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What psa-writeback-service asks of a session (contract-sessions §10). */
@RestController
@RequestMapping("/internal/v1/ai-sessions/{id}/writebacks/{writebackId}")
@InternalApi("psa-writeback-service")
class InternalWritebackController {

    private final CloseByNote close;
    private final PostPackage post;
    private final RecordResult results;

    InternalWritebackController(CloseByNote close, PostPackage post, RecordResult results) {
        this.close = close;
        this.post = post;
        this.results = results;
    }

    record ResolutionBody(
            @NotBlank @Size(max = 65_536) String markdown,
            @NotBlank @Size(max = 500) String resolutionSummary,
            @Nullable String externalId,
            @Nullable Instant postedAt,
            @Nullable String verifiedStatusId,
            @Nullable String verifiedStatusName,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable String actingAs) {}

    record EscalationBody(
            @NotBlank @Size(max = 65_536) String markdown,
            @NotBlank @Size(max = 500) String escalationReason,
            @NotNull UUID handoffId,
            @Nullable UUID targetUserId,
            @Pattern(regexp = "low|normal|high|urgent") @Nullable String priority,
            @Nullable String externalId,
            @Nullable Instant postedAt,
            @Nullable String verifiedStatusId,
            @Nullable String verifiedStatusName,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable String actingAs) {}

    record ResultBody(
            @NotNull @Pattern(regexp = "resolution_note|escalation_package") String kind,
            @NotNull @Pattern(regexp = "pending_retry|failed|sent") String state,
            @Nullable String externalId,
            @Nullable Instant postedAt,
            @Nullable String verifiedStatusId,
            @Nullable String verifiedStatusName,
            @Size(max = 200) @Nullable String message,
            @Nullable Instant occurredAt) {}

    @PutMapping("/resolution")
    CloseByNote.Closed close(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID writebackId,
            @Valid @RequestBody ResolutionBody body) {
        Actor actor =
                InternalActors.writer(caller, body.actorId(), body.actorName(), body.actingAs());
        return close.close(
                actor,
                id,
                new CloseByNote.Request(
                        writebackId,
                        body.markdown(),
                        body.resolutionSummary(),
                        body.externalId(),
                        body.postedAt()));
    }

    @PutMapping("/escalation")
    PostPackage.Posted post(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID writebackId,
            @Valid @RequestBody EscalationBody body) {
        Actor actor =
                InternalActors.writer(caller, body.actorId(), body.actorName(), body.actingAs());
        return post.post(
                actor,
                id,
                new PostPackage.Request(
                        writebackId,
                        body.markdown(),
                        body.escalationReason(),
                        body.handoffId(),
                        body.targetUserId(),
                        body.priority() == null ? "normal" : body.priority(),
                        body.externalId(),
                        body.postedAt()));
    }

    @PutMapping("/result")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void result(
            @PathVariable UUID id,
            @PathVariable UUID writebackId,
            @Valid @RequestBody ResultBody body) {
        results.record(
                id,
                new WritebackResults.Result(
                        writebackId,
                        body.kind(),
                        body.state(),
                        body.externalId(),
                        body.postedAt(),
                        body.message()));
    }
}

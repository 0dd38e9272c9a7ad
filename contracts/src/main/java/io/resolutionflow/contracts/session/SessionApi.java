package io.resolutionflow.contracts.session;

import io.resolutionflow.contracts.session.SessionCalls.Access;
import io.resolutionflow.contracts.session.SessionCalls.ActApplied;
import io.resolutionflow.contracts.session.SessionCalls.ApplyAct;
import io.resolutionflow.contracts.session.SessionCalls.CloseAsResolved;
import io.resolutionflow.contracts.session.SessionCalls.ContinueWalk;
import io.resolutionflow.contracts.session.SessionCalls.Continued;
import io.resolutionflow.contracts.session.SessionCalls.HandoffMade;
import io.resolutionflow.contracts.session.SessionCalls.PackagePosted;
import io.resolutionflow.contracts.session.SessionCalls.PostPackage;
import io.resolutionflow.contracts.session.SessionCalls.PsaResult;
import io.resolutionflow.contracts.session.SessionCalls.RequestHandoff;
import io.resolutionflow.contracts.session.SessionCalls.Resolved;
import java.util.UUID;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/**
 * Internal operations of session-service (contract-sessions §10). All writes are idempotent on the
 * ids of the path.
 */
@FeignClient(
        name = "session-service",
        contextId = "sessions",
        url = "${rf.clients.session-service}")
public interface SessionApi {

    String BASE = "/internal/v1/ai-sessions";

    @GetMapping(BASE + "/{id}/access")
    Access access(@PathVariable UUID id);

    /**
     * @param purpose {@code assessment} or {@code learning}
     */
    @GetMapping(BASE + "/{id}/bundle")
    JsonNode bundle(@PathVariable UUID id, @RequestParam String purpose);

    /** The bundle for previews and posts; its {@code state_version} keys the preview cache. */
    @GetMapping(BASE + "/{id}/writeback-context")
    JsonNode writebackContext(@PathVariable UUID id);

    @PutMapping(BASE + "/{id}/handoffs/{handoffId}")
    HandoffMade requestHandoff(
            @PathVariable UUID id,
            @PathVariable UUID handoffId,
            @RequestBody RequestHandoff request);

    @PutMapping(BASE + "/{id}/handoffs/{handoffId}/claim")
    ActApplied claim(
            @PathVariable UUID id, @PathVariable UUID handoffId, @RequestBody ApplyAct act);

    @PutMapping(BASE + "/{id}/handoffs/{handoffId}/release")
    ActApplied release(
            @PathVariable UUID id, @PathVariable UUID handoffId, @RequestBody ApplyAct act);

    @PutMapping(BASE + "/{id}/handoffs/{handoffId}/cancel")
    ActApplied cancel(
            @PathVariable UUID id, @PathVariable UUID handoffId, @RequestBody ApplyAct act);

    @PutMapping(BASE + "/{id}/handoffs/{handoffId}/reassign")
    ActApplied reassign(
            @PathVariable UUID id, @PathVariable UUID handoffId, @RequestBody ApplyAct act);

    @PutMapping(BASE + "/{continuationId}/from-handoff/{handoffId}")
    Continued continueWalk(
            @PathVariable UUID continuationId,
            @PathVariable UUID handoffId,
            @RequestBody ContinueWalk request);

    @PutMapping(BASE + "/{id}/writebacks/{writebackId}/resolution")
    Resolved closeAsResolved(
            @PathVariable UUID id,
            @PathVariable UUID writebackId,
            @RequestBody CloseAsResolved request);

    @PutMapping(BASE + "/{id}/writebacks/{writebackId}/escalation")
    PackagePosted postPackage(
            @PathVariable UUID id,
            @PathVariable UUID writebackId,
            @RequestBody PostPackage request);

    @PutMapping(BASE + "/{id}/writebacks/{writebackId}/result")
    void recordPsaResult(
            @PathVariable UUID id, @PathVariable UUID writebackId, @RequestBody PsaResult result);
}

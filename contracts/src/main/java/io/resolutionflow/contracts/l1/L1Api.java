package io.resolutionflow.contracts.l1;

import io.resolutionflow.contracts.l1.L1Calls.ActApplied;
import io.resolutionflow.contracts.l1.L1Calls.ApplyAct;
import io.resolutionflow.contracts.l1.L1Calls.MatchRequest;
import io.resolutionflow.contracts.l1.L1Calls.Matches;
import java.util.UUID;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.JsonNode;

/** Internal operations of l1-walk-service (contract-l1 §12). */
@FeignClient(
        name = "l1-walk-service",
        contextId = "l1-walks",
        url = "${rf.clients.l1-walk-service}")
public interface L1Api {

    String WALKS = "/internal/v1/l1/sessions";

    @PostMapping("/internal/v1/flows/match")
    Matches match(@RequestBody MatchRequest request);

    @GetMapping("/internal/v1/flows/{id}")
    JsonNode flow(@PathVariable UUID id);

    /** Walk, ticket, path, notes, outcome and {@code continuation}, never truncated. */
    @GetMapping(WALKS + "/{walkId}/bundle")
    JsonNode bundle(@PathVariable UUID walkId);

    @GetMapping(WALKS + "/{walkId}/writeback-context")
    JsonNode writebackContext(@PathVariable UUID walkId);

    @PutMapping(WALKS + "/{walkId}/handoffs/{handoffId}/claim")
    ActApplied claim(
            @PathVariable UUID walkId, @PathVariable UUID handoffId, @RequestBody ApplyAct act);

    @PutMapping(WALKS + "/{walkId}/handoffs/{handoffId}/release")
    ActApplied release(
            @PathVariable UUID walkId, @PathVariable UUID handoffId, @RequestBody ApplyAct act);

    @PutMapping(WALKS + "/{walkId}/handoffs/{handoffId}/cancel")
    ActApplied cancel(
            @PathVariable UUID walkId, @PathVariable UUID handoffId, @RequestBody ApplyAct act);

    @PutMapping(WALKS + "/{walkId}/handoffs/{handoffId}/reassign")
    ActApplied reassign(
            @PathVariable UUID walkId, @PathVariable UUID handoffId, @RequestBody ApplyAct act);
}

package io.resolutionflow.contracts.handoff;

import java.util.List;
import java.util.UUID;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Internal operations of handoff-service (contract-handoffs §10). */
@FeignClient(
        name = "handoff-service",
        contextId = "handoffs",
        url = "${rf.clients.handoff-service}")
public interface HandoffApi {

    /**
     * Claims the source's open hand-off with the caller's token; the answer of the public claim.
     * 409 {@code no_open_handoff}.
     */
    @PostMapping("/internal/v1/sources/{sourceId}/claim")
    JsonNode claim(@PathVariable UUID sourceId);

    /** The hand-off with its snapshot. */
    @GetMapping("/internal/v1/handoffs/{id}")
    JsonNode handoff(@PathVariable UUID id);

    /**
     * A directory row: id, name, role, enabled, can_claim, stale. 404 when never seen in this
     * account.
     */
    @GetMapping("/internal/v1/members/{userId}")
    JsonNode member(@PathVariable UUID userId);

    @GetMapping("/internal/v1/members")
    List<JsonNode> members();
}

package io.resolutionflow.contracts.psa;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.JsonNode;

/** Internal operations of psa-writeback-service (contract-psa §15). */
@FeignClient(
        name = "psa-writeback-service",
        contextId = "psa",
        url = "${rf.clients.psa-writeback-service}")
public interface PsaApi {

    /**
     * @param connectionId the account's default one when null
     */
    record ValidateTicketLink(@Nullable UUID connectionId, String ticketId) {}

    /**
     * @param ticket as contract-psa §4, without notes
     */
    record TicketLink(UUID connectionId, JsonNode ticket) {}

    /**
     * 404 {@code psa_connection_not_found}, {@code psa_ticket_not_found}; 422 {@code
     * connection_required}; 409 {@code ticket_merged} ({@code merged_into}); 503 {@code
     * psa_not_configured}; 502 when the PSA does not answer in 2 s.
     */
    @PostMapping("/internal/v1/psa/ticket-links/validate")
    TicketLink validateTicketLink(@RequestBody ValidateTicketLink request);

    @GetMapping("/internal/v1/psa/connections/{id}/tickets/{ticketId}")
    JsonNode ticket(@PathVariable UUID id, @PathVariable String ticketId);

    @GetMapping("/internal/v1/psa/preferences")
    JsonNode preferences();
}

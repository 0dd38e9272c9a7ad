package io.resolutionflow.psa.ticket.web;

import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.ticket.TicketDetail;
import io.resolutionflow.psa.ticket.TicketView;
import io.resolutionflow.psa.ticket.Tickets;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tickets for session-service and l1-walk-service (contract-psa §15). */
@RestController
@RequestMapping("/internal/v1/psa")
@InternalApi({"session-service", "l1-walk-service"})
class TicketInternalController {

    private static final int NOTES_FOR_INTAKE = 20;

    private final Connections connections;
    private final Tickets tickets;

    TicketInternalController(Connections connections, Tickets tickets) {
        this.connections = connections;
        this.tickets = tickets;
    }

    record LinkRequest(@Nullable UUID connectionId, @NotBlank @Size(max = 64) String ticketId) {}

    record Link(UUID connectionId, TicketView ticket) {}

    /** The connection is looked for inside the account, whatever the client sent (KD-27). */
    @PostMapping("/ticket-links/validate")
    Link validate(@Valid @RequestBody LinkRequest request) {
        PsaConnection connection = connections.chosen(request.connectionId());
        return new Link(connection.id(), tickets.forLink(connection, request.ticketId()));
    }

    @GetMapping("/connections/{id}/tickets/{ticketId}")
    TicketDetail ticket(@PathVariable UUID id, @PathVariable String ticketId) {
        return tickets.detail(connections.named(id), ticketId, NOTES_FOR_INTAKE);
    }
}

package io.resolutionflow.session.ticket.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.listing.SessionDetail;
import io.resolutionflow.session.listing.SessionDetails;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.ticket.LinkTicket;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** POST S/{id}/link-ticket (contract-sessions §4.1). */
@RestController
class LinkTicketController {

    private final LinkTicket link;
    private final SessionDetails details;

    LinkTicketController(LinkTicket link, SessionDetails details) {
        this.link = link;
        this.details = details;
    }

    record LinkTicketRequest(
            @NotBlank @Size(max = 64) String psaTicketId, @Nullable UUID psaConnectionId) {}

    @PostMapping("/api/v1/ai-sessions/{id}/link-ticket")
    @Requires(Gate.ENGINEER)
    SessionDetail link(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody LinkTicketRequest request) {
        Actor actor = Actor.of(caller);
        return link.link(
                actor,
                id,
                request.psaTicketId().strip(),
                request.psaConnectionId(),
                session -> details.of(session, actor));
    }
}

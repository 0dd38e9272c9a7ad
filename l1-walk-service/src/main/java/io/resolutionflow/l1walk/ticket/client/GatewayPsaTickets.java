package io.resolutionflow.l1walk.ticket.client;

import io.resolutionflow.contracts.psa.PsaApi;
import io.resolutionflow.contracts.psa.PsaApi.TicketLink;
import io.resolutionflow.contracts.psa.PsaApi.ValidateTicketLink;
import io.resolutionflow.l1walk.ticket.PsaTickets;
import io.resolutionflow.platform.client.RemoteProblemException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks psa-writeback-service, at most two seconds (application.yml). */
@Component
class GatewayPsaTickets implements PsaTickets {

    private static final Logger log = LoggerFactory.getLogger(GatewayPsaTickets.class);
    private static final Set<String> FINAL =
            Set.of(
                    "psa_connection_not_found",
                    "psa_ticket_not_found",
                    "connection_required",
                    "ticket_merged",
                    "psa_not_configured");
    private static final String UNVERIFIED =
            "The ticket could not be checked in the PSA; that is done when a note is written.";

    private final PsaApi psa;

    GatewayPsaTickets(PsaApi psa) {
        this.psa = psa;
    }

    @Override
    public Link validate(@Nullable UUID connectionId, String ticketId) {
        try {
            TicketLink link =
                    psa.validateTicketLink(new ValidateTicketLink(connectionId, ticketId));
            return new Link(link.connectionId(), null);
        } catch (RemoteProblemException no) {
            if (FINAL.contains(no.code())) {
                throw no.asOwn();
            }
            return unverified(connectionId, no.code());
        } catch (RuntimeException away) {
            return unverified(connectionId, away.getClass().getSimpleName());
        }
    }

    private static Link unverified(@Nullable UUID connectionId, String reason) {
        log.atWarn().addKeyValue("reason", reason).log("PSA ticket not verified");
        return new Link(connectionId, UNVERIFIED);
    }

    @Override
    public @Nullable Boolean autoPush() {
        try {
            JsonNode preferences = psa.preferences();
            JsonNode flag = preferences.path("psa.auto_push_l1");
            JsonNode known = flag.isMissingNode() ? preferences.at("/psa/auto_push_l1") : flag;
            return known.isBoolean() ? known.asBoolean() : null;
        } catch (RuntimeException away) {
            log.atWarn()
                    .addKeyValue("reason", away.getClass().getSimpleName())
                    .log("PSA preferences unknown");
            return null;
        }
    }
}

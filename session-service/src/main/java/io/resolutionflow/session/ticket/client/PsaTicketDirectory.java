package io.resolutionflow.session.ticket.client;

import feign.FeignException;
import io.resolutionflow.contracts.psa.PsaApi;
import io.resolutionflow.contracts.psa.PsaApi.ValidateTicketLink;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.session.ticket.TicketDirectory;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class PsaTicketDirectory implements TicketDirectory {

    private static final Logger log = LoggerFactory.getLogger(PsaTicketDirectory.class);
    private static final TypeReference<Map<String, @Nullable Object>> TICKET =
            new TypeReference<>() {};
    private static final int BAD_GATEWAY = 502;

    private static final Set<String> MEANT_FOR_PEOPLE =
            Set.of(
                    "psa_connection_not_found",
                    "psa_ticket_not_found",
                    "connection_required",
                    "ticket_merged",
                    "psa_not_configured");

    private final PsaApi psa;
    private final JsonMapper json;

    PsaTicketDirectory(PsaApi psa, JsonMapper json) {
        this.psa = psa;
        this.json = json;
    }

    @Override
    public Checked check(@Nullable UUID connectionId, String ticketId) {
        try {
            var link = psa.validateTicketLink(new ValidateTicketLink(connectionId, ticketId));
            return new Checked.Verified(
                    link.connectionId(), json.convertValue(link.ticket(), TICKET));
        } catch (RemoteProblemException no) {
            if (MEANT_FOR_PEOPLE.contains(no.code())) {
                throw no.asOwn();
            }
            log.atWarn().addKeyValue("code", no.code()).log("ticket could not be checked");
            return no.status() == BAD_GATEWAY ? new Checked.Silent() : new Checked.Impossible();
        } catch (RemoteUnavailableException | FeignException away) {
            log.atWarn().log("ticket could not be checked, psa-writeback-service away");
            return new Checked.Impossible();
        }
    }
}

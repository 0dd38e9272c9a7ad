package io.resolutionflow.session.pickup.client;

import feign.FeignException;
import io.resolutionflow.contracts.handoff.HandoffApi;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.pickup.Claims;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
class RemoteClaims implements Claims {

    private static final Logger log = LoggerFactory.getLogger(RemoteClaims.class);
    private static final int RETRY_SECONDS = 2;
    private static final Set<String> MEANT_FOR_PEOPLE =
            Set.of(
                    "own_handoff",
                    "already_claimed",
                    "handoff_closed",
                    "no_open_handoff",
                    "role_required");

    private final HandoffApi handoffs;

    RemoteClaims(HandoffApi handoffs) {
        this.handoffs = handoffs;
    }

    @Override
    public Claimed claim(UUID sessionId) {
        try {
            JsonNode row = handoffs.claim(sessionId);
            return new Claimed(
                    UUID.fromString(row.path("id").asString()),
                    row.path("claim_epoch").asInt(1),
                    row.path("session_applied").asBoolean(true));
        } catch (RemoteProblemException no) {
            if (MEANT_FOR_PEOPLE.contains(no.code())) {
                throw no.asOwn();
            }
            log.atWarn().addKeyValue("code", no.code()).log("claim not possible");
            throw unavailable();
        } catch (RemoteUnavailableException | FeignException away) {
            log.atWarn().log("claim not possible, handoff-service away");
            throw unavailable();
        }
    }

    @Override
    public Handed handed(UUID handoffId) {
        try {
            JsonNode row = handoffs.handoff(handoffId);
            return new Handed(
                    row.path("snapshot").isObject() ? row.path("snapshot") : null,
                    row.path("engineer_notes").asStringOpt().orElse(null),
                    row.path("handed_off_by_name").asStringOpt().orElse(null));
        } catch (RemoteProblemException | RemoteUnavailableException | FeignException away) {
            log.atInfo().log("hand-off not available, the briefing is made from the record");
            return Handed.UNKNOWN;
        }
    }

    private static DomainException unavailable() {
        return DomainException.unavailable(
                "The session cannot be taken over right now. Try again.", RETRY_SECONDS);
    }
}

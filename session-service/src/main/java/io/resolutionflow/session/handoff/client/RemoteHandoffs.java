package io.resolutionflow.session.handoff.client;

import feign.FeignException;
import io.resolutionflow.contracts.handoff.HandoffApi;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.session.handoff.HandoffRecords;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
class RemoteHandoffs implements HandoffRecords {

    private final HandoffApi handoffs;

    RemoteHandoffs(HandoffApi handoffs) {
        this.handoffs = handoffs;
    }

    @Override
    public Details details(UUID handoffId) {
        try {
            JsonNode row = handoffs.handoff(handoffId);
            return new Details(
                    row.path("snapshot"),
                    uuid(row.path("psa_connection_id")),
                    row.path("psa_ticket_id").asStringOpt().orElse(null),
                    uuid(row.path("internal_ticket_id")));
        } catch (FeignException away) {
            // an outage, not a poisoned event: it is tried until the service is back
            throw new RemoteUnavailableException("handoff-service", away);
        }
    }

    private static @Nullable UUID uuid(JsonNode value) {
        return value.isString() ? UUID.fromString(value.stringValue()) : null;
    }
}

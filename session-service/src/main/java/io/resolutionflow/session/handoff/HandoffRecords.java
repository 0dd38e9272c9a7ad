package io.resolutionflow.session.handoff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Hand-offs as handoff-service keeps them. Never called inside a transaction. */
public interface HandoffRecords {

    record Details(
            JsonNode snapshot,
            @Nullable UUID psaConnectionId,
            @Nullable String psaTicketId,
            @Nullable UUID internalTicketId) {}

    /**
     * @throws io.resolutionflow.platform.client.RemoteUnavailableException when the service is away
     */
    Details details(UUID handoffId);
}

package io.resolutionflow.psa.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The masked bundle of a session that texts are written from (contract-sessions §10). */
public record WritebackContext(JsonNode bundle) {

    public long stateVersion() {
        return bundle.path("state_version").asLong(0);
    }

    public String status() {
        return bundle.path("status").asString("");
    }

    public @Nullable UUID connectionId() {
        return uuid("psa_connection_id");
    }

    public @Nullable String ticketId() {
        JsonNode id = bundle.path("psa_ticket_id");
        return id.isString() && !id.asString().isBlank() ? id.asString() : null;
    }

    public @Nullable UUID openHandoffId() {
        return uuid("open_handoff_id");
    }

    /** {@code park} or {@code escalate}; null when no hand-off is open. */
    public @Nullable String openHandoffIntent() {
        JsonNode intent = bundle.path("open_handoff_intent");
        return intent.isString() ? intent.asString() : null;
    }

    public @Nullable UUID handlerId() {
        return uuid("handler_id");
    }

    private @Nullable UUID uuid(String member) {
        JsonNode value = bundle.path(member);
        return value.isString() ? UUID.fromString(value.asString()) : null;
    }
}

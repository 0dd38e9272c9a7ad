package io.resolutionflow.l1walk.walk;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ticket a walk belongs to: exactly one of an internal one and one of the PSA (KD-68). */
public record TicketRef(
        @Nullable UUID internalId, @Nullable String psaTicketId, @Nullable UUID psaConnectionId) {

    public TicketRef {
        if ((internalId == null) == (psaTicketId == null)) {
            throw new IllegalArgumentException("a walk has exactly one ticket");
        }
    }

    public static TicketRef internal(UUID id) {
        return new TicketRef(id, null, null);
    }

    public static TicketRef psa(String ticketId, @Nullable UUID connectionId) {
        return new TicketRef(null, ticketId, connectionId);
    }

    public String kind() {
        return isPsa() ? "psa" : "internal";
    }

    public boolean isPsa() {
        return psaTicketId != null;
    }

    /** As the public API names it. */
    public String id() {
        return psaTicketId == null ? String.valueOf(internalId) : psaTicketId;
    }
}

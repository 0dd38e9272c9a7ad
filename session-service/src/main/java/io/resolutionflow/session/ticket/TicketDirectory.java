package io.resolutionflow.session.ticket;

import io.resolutionflow.platform.problem.DomainException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether a ticket exists behind a connection of this account (KD-27). Never called inside a
 * transaction.
 */
public interface TicketDirectory {

    /** What came of the check. */
    sealed interface Checked {
        record Verified(UUID connectionId, Map<String, @Nullable Object> ticket)
                implements Checked {}

        /** The connection is known, the ticketing system does not answer. */
        record Silent() implements Checked {}

        /** Not even the connection could be checked. */
        record Impossible() implements Checked {}
    }

    /**
     * @param connectionId the account's default one when null
     * @throws DomainException 404 {@code psa_connection_not_found}, {@code psa_ticket_not_found};
     *     422 {@code connection_required}; 409 {@code ticket_merged}; 503 {@code
     *     psa_not_configured}
     */
    Checked check(@Nullable UUID connectionId, String ticketId);
}

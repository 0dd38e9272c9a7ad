package io.resolutionflow.l1walk.ticket;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the PSA says about tickets and about automatic notes. Never called inside a transaction. */
public interface PsaTickets {

    /**
     * @param connectionId null when nobody could say within two seconds which connection it is
     * @param warning set when the walk starts although the ticket could not be checked
     */
    record Link(@Nullable UUID connectionId, @Nullable String warning) {}

    /**
     * Checks a ticket named at intake.
     *
     * @throws io.resolutionflow.platform.problem.DomainException the PSA service's own "no"
     *     (contract-l1 §2)
     */
    Link validate(@Nullable UUID connectionId, String ticketId);

    /**
     * Whether the account wants notes of walks in the PSA; null when the service does not answer.
     */
    @Nullable Boolean autoPush();
}

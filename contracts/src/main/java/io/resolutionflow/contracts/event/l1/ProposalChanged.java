package io.resolutionflow.contracts.event.l1;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code l1.proposal_pending}, {@code l1.proposal_approved}, {@code l1.proposal_closed}.
 *
 * @param link path in the web app
 * @param authorIds people of the walks and sessions it was learnt from
 * @param action of the review; null while pending, as the actor is
 */
public record ProposalChanged(
        UUID proposalId,
        String type,
        String title,
        String link,
        List<UUID> authorIds,
        String source,
        boolean validatedByOutcome,
        @Nullable String action,
        String status,
        @Nullable UUID flowId,
        @Nullable Integer flowVersionNo,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actingAs,
        Instant occurredAt) {

    public static final String PENDING = "l1.proposal_pending";
    public static final String APPROVED = "l1.proposal_approved";
    public static final String CLOSED = "l1.proposal_closed";

    public ProposalChanged {
        authorIds = List.copyOf(authorIds);
    }
}

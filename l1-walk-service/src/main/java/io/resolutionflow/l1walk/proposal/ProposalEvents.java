package io.resolutionflow.l1walk.proposal;

import io.resolutionflow.contracts.event.l1.ProposalChanged;
import io.resolutionflow.l1walk.proposal.FlowProposal.Evidence;
import io.resolutionflow.l1walk.proposal.FlowProposal.Review;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.outbox.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says that a proposal waits, and what became of it (contract-l1 §13). */
@Component
public class ProposalEvents {

    private final Outbox outbox;
    private final Proposals proposals;

    ProposalEvents(Outbox outbox, Proposals proposals) {
        this.outbox = outbox;
        this.proposals = proposals;
    }

    public void pending(FlowProposal proposal, Instant at) {
        append(ProposalChanged.PENDING, proposal, "pending", null, null, null, at);
    }

    void reviewed(
            FlowProposal proposal, String action, String status, Review review, Caller caller) {
        boolean published = status.equals("approved") || status.equals("modified");
        append(
                published ? ProposalChanged.APPROVED : ProposalChanged.CLOSED,
                proposal,
                status,
                action,
                review,
                caller,
                review.at());
    }

    private void append(
            String type,
            FlowProposal proposal,
            String status,
            @Nullable String action,
            @Nullable Review review,
            @Nullable Caller caller,
            Instant at) {
        List<UUID> authors =
                proposals
                        .evidence(List.of(proposal.id()))
                        .getOrDefault(proposal.id(), List.of())
                        .stream()
                        .map(Evidence::authorId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        outbox.append(
                type,
                proposal.id(),
                new ProposalChanged(
                        proposal.id(),
                        proposal.type(),
                        proposal.title(),
                        "/flow-proposals/" + proposal.id(),
                        authors,
                        proposal.source(),
                        proposal.validatedByOutcome(),
                        action,
                        status,
                        review == null ? null : review.flowId(),
                        review == null ? null : review.flowVersionNo(),
                        caller == null ? null : caller.userId(),
                        caller == null ? null : caller.name(),
                        caller == null ? null : caller.actingAs(),
                        at));
    }
}

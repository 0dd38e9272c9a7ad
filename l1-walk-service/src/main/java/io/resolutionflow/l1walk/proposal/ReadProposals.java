package io.resolutionflow.l1walk.proposal;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowFinding;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowValidator;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Proposals with their evidence and what is wrong with their structure. */
@Service
@Transactional(readOnly = true)
public class ReadProposals {

    private static final String STUB = "needs_review_stub";

    private final Proposals proposals;
    private final ProposalList list;
    private final FlowRepository flows;

    ReadProposals(Proposals proposals, ProposalList list, FlowRepository flows) {
        this.proposals = proposals;
        this.list = list;
        this.flows = flows;
    }

    public record Stats(
            Map<String, Long> byStatus,
            Map<String, Long> byType,
            Map<String, Long> bySource,
            long validatedPending,
            @Nullable Instant oldestPendingAt) {}

    public List<ProposalView.Row> list(ProposalList.Filter filter, PageQuery page) {
        List<FlowProposal> found = list.page(filter, page);
        var evidence = proposals.evidence(found.stream().map(FlowProposal::id).toList());
        return found.stream()
                .map(p ->
                        ProposalView.Row.of(
                                p, evidence.getOrDefault(p.id(), List.of()), errors(p.content())))
                .toList();
    }

    /**
     * @throws DomainException 404
     */
    public ProposalView read(UUID id) {
        return view(proposals.find(id).orElseThrow(DomainException::notFound));
    }

    ProposalView view(FlowProposal proposal) {
        return ProposalView.of(
                proposal,
                proposals.evidence(List.of(proposal.id())).getOrDefault(proposal.id(), List.of()),
                errors(proposal.content()));
    }

    /** What is wrong with a structure, branches that wait to be written left out. */
    public List<FlowFinding> errors(FlowContent content) {
        return FlowValidator.check(content, flows::subflowsOf).errors().stream()
                .filter(error -> !error.code().equals(STUB))
                .toList();
    }

    /**
     * A proposal that may be walked.
     *
     * @throws DomainException 404 {@code proposal_not_found}, 409 {@code proposal_not_walkable}
     */
    public FlowProposal walkable(UUID id) {
        FlowProposal proposal =
                proposals
                        .find(id)
                        .orElseThrow(() ->
                                DomainException.notFound(
                                        "proposal", "There is no such proposal in your account."));
        if (!proposal.isPending() || !errors(proposal.content()).isEmpty()) {
            throw DomainException.conflict(
                            "proposal_not_walkable",
                            "This proposal is closed already, or its steps have errors.")
                    .with("proposal_status", proposal.status());
        }
        return proposal;
    }

    public Stats stats() {
        ProposalList.Pending pending = list.pending();
        return new Stats(
                list.counts("status", FlowProposal.STATUS),
                list.counts("proposal_type", FlowProposal.TYPES),
                list.counts("source", FlowProposal.SOURCES),
                pending.validated(),
                pending.oldest() == null ? null : pending.oldest().toInstant());
    }
}

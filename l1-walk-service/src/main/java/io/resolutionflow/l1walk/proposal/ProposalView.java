package io.resolutionflow.l1walk.proposal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.resolutionflow.l1walk.flow.FlowFinding;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.proposal.FlowProposal.Evidence;
import io.resolutionflow.l1walk.proposal.FlowProposal.Review;
import io.resolutionflow.l1walk.proposal.FlowProposal.Target;
import io.resolutionflow.l1walk.proposal.FlowProposal.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A proposal as reviewers see it; {@link Row} is the same without the structure. */
public record ProposalView(@JsonUnwrapped Row row, Data proposedFlowData) {

    public record Data(Tree treeStructure, List<String> matchKeywords) {}

    public record Tree(String start, List<FlowNode> nodes) {}

    public record Row(
            UUID id,
            String proposalType,
            String status,
            String source,
            @Nullable UUID sourceSessionId,
            @Nullable UUID l1SessionId,
            String title,
            String category,
            @Nullable UUID targetFlowId,
            @Nullable Integer baseVersionNo,
            List<FlowFinding> problems,
            int stubsCount,
            @Nullable Double confidence,
            List<Evidence> evidence,
            int evidenceCount,
            int helpfulCount,
            int unhelpfulCount,
            boolean validatedByOutcome,
            @Nullable String linkedTicketId,
            @Nullable String linkedTicketKind,
            int version,
            @Nullable UUID reviewedById,
            @Nullable String reviewedByName,
            @Nullable Instant reviewedAt,
            @Nullable String reviewNote,
            @Nullable UUID flowId,
            @Nullable Integer flowVersionNo,
            Instant createdAt) {

        static Row of(FlowProposal p, List<Evidence> evidence, List<FlowFinding> problems) {
            Target target = p.target();
            Ticket ticket = p.ticket();
            Review review = p.review();
            return new Row(
                    p.id(),
                    p.type(),
                    p.status(),
                    p.source(),
                    p.sourceSessionId(),
                    p.l1SessionId(),
                    p.title(),
                    p.content().category(),
                    target == null ? null : target.flowId(),
                    target == null ? null : target.versionNo(),
                    problems,
                    p.stubs().size(),
                    p.confidence(),
                    evidence,
                    evidence.size(),
                    p.helpfulCount(),
                    p.unhelpfulCount(),
                    p.validatedByOutcome(),
                    ticket == null ? null : ticket.id(),
                    ticket == null ? null : ticket.kind(),
                    p.version(),
                    review == null ? null : review.byId(),
                    review == null ? null : review.byName(),
                    review == null ? null : review.at(),
                    review == null ? null : review.note(),
                    review == null ? null : review.flowId(),
                    review == null ? null : review.flowVersionNo(),
                    p.createdAt());
        }
    }

    static ProposalView of(FlowProposal p, List<Evidence> evidence, List<FlowFinding> problems) {
        return new ProposalView(
                Row.of(p, evidence, problems),
                new Data(
                        new Tree(p.content().start(), p.content().nodes()),
                        p.content().keywords()));
    }
}

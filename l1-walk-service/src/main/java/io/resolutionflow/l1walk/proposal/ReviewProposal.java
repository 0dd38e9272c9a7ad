package io.resolutionflow.l1walk.proposal;

import io.resolutionflow.l1walk.flow.AdoptFlow;
import io.resolutionflow.l1walk.flow.FlowConflicts;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowFinding;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowRow;
import io.resolutionflow.l1walk.flow.FlowValidator;
import io.resolutionflow.l1walk.flow.PublishFlow;
import io.resolutionflow.l1walk.proposal.FlowProposal.Review;
import io.resolutionflow.l1walk.proposal.FlowProposal.Target;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** An engineer's word on a proposal; what is published comes of the same transaction. */
@Service
@Transactional
public class ReviewProposal {

    private final Proposals proposals;
    private final ReadProposals reading;
    private final FlowRepository flows;
    private final PublishFlow publishing;
    private final AdoptFlow adopting;
    private final ProposalEvents events;
    private final AuditLog audit;
    private final Clock clock;

    ReviewProposal(
            Proposals proposals,
            ReadProposals reading,
            FlowRepository flows,
            PublishFlow publishing,
            AdoptFlow adopting,
            ProposalEvents events,
            AuditLog audit,
            Clock clock) {
        this.proposals = proposals;
        this.reading = reading;
        this.flows = flows;
        this.publishing = publishing;
        this.adopting = adopting;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param flow the reviewer's own structure, with {@code modify}
     * @param acceptStubs branches nobody walked stay as they are: hand it over
     */
    public record Verdict(
            String action,
            int version,
            @Nullable String note,
            @Nullable FlowContent flow,
            boolean acceptStubs) {}

    /**
     * @throws DomainException 404; 409 {@code already_reviewed}, {@code version_conflict} and those
     *     of contract-l1 §10.1; 422 {@code flow_invalid}
     */
    public ProposalView review(UUID id, Verdict verdict, Caller caller) {
        FlowProposal proposal = proposals.lock(id).orElseThrow(DomainException::notFound);
        requireOpen(proposal, verdict);
        FlowRow published =
                switch (verdict.action()) {
                    case "approve" -> approve(proposal, verdict.acceptStubs(), caller);
                    case "modify" ->
                            modify(proposal, Objects.requireNonNull(verdict.flow()), caller);
                    default -> null;
                };
        String status =
                switch (verdict.action()) {
                    case "approve" -> "approved";
                    case "modify" -> "modified";
                    case "reject" -> "rejected";
                    default -> "dismissed";
                };
        var review =
                new Review(
                        caller.userId(),
                        caller.name(),
                        clock.instant(),
                        verdict.note(),
                        published == null ? null : published.entry().id(),
                        published == null ? null : published.entry().versionNo());
        proposals.close(id, status, review);
        events.reviewed(proposal, verdict.action(), status, review, caller);
        audit.record(
                AuditLog.Actor.of(caller),
                "proposal." + verdict.action(),
                "proposal",
                id,
                "pending",
                status,
                Map.of("status", status));
        return reading.read(id);
    }

    private void requireOpen(FlowProposal proposal, Verdict verdict) {
        Review review = proposal.review();
        if (review != null) {
            throw DomainException.conflict(
                            "already_reviewed",
                            review.byName() + " has decided on this proposal already.")
                    .with("proposal_status", proposal.status())
                    .with("reviewed_by_name", review.byName())
                    .with("reviewed_at", review.at().toString());
        }
        if (proposal.version() != verdict.version()) {
            throw DomainException.conflict(
                            "version_conflict", "This proposal has changed. Load it again.")
                    .with("current_version", proposal.version())
                    .with("current", reading.view(proposal));
        }
    }

    private FlowRow approve(FlowProposal proposal, boolean acceptStubs, Caller caller) {
        if (proposal.type().equals(FlowProposal.ENHANCEMENT)) {
            throw DomainException.conflict(
                    "enhancement_needs_modify",
                    "A change to a flow needs the changed flow. Modify it.");
        }
        List<FlowFinding> errors = reading.errors(proposal.content());
        if (!errors.isEmpty()) {
            throw DomainException.conflict(
                            "proposal_invalid", "The proposed steps have errors. Modify them.")
                    .with("errors", errors);
        }
        if (!proposal.stubs().isEmpty() && !acceptStubs) {
            throw DomainException.conflict(
                            "unreviewed_stubs",
                            "Some branches were never walked. Write them, or accept that they hand over.")
                    .with("node_ids", proposal.stubs());
        }
        return publishing.publishNew(reviewed(proposal.content()), null, caller);
    }

    private FlowRow modify(FlowProposal proposal, FlowContent flow, Caller caller) {
        Target target = proposal.target();
        if (target == null) {
            return publishing.publishNew(flow, null, caller);
        }
        requireValid(flow);
        FlowRow base = flows.row(target.flowId()).orElseThrow(() -> baseChanged(null));
        Integer current = base.entry().versionNo();
        if (current == null || current != target.versionNo()) {
            throw baseChanged(current);
        }
        if (target.source().equals("account")) {
            return publishing.publishNext(target.flowId(), flow, "From a proposal", caller);
        }
        UUID copy = adopting.copyOf(target.flowId(), caller);
        FlowRow own = flows.row(copy).orElseThrow(DomainException::notFound);
        var from = own.adoptedFrom();
        if (!Objects.equals(own.entry().versionNo(), 1)
                || from == null
                || from.versionNo() != target.versionNo()) {
            throw baseChanged(own.entry().versionNo());
        }
        return publishing.publishNext(copy, flow, "From a proposal", caller);
    }

    private void requireValid(FlowContent flow) {
        var report = FlowValidator.check(flow, flows::subflowsOf);
        if (!report.valid()) {
            throw FlowConflicts.invalid(report.errors());
        }
    }

    private static DomainException baseChanged(@Nullable Integer current) {
        return DomainException.conflict(
                        "base_version_changed",
                        "The flow has a newer version than this proposal was made for.")
                .with("current_version_no", current);
    }

    /** Accepted branches are plain hand-overs from now on. */
    private static FlowContent reviewed(FlowContent content) {
        List<FlowNode> nodes =
                content.nodes().stream()
                        .map(n ->
                                new FlowNode(
                                        n.id(),
                                        n.type(),
                                        n.text(),
                                        n.detail(),
                                        n.options(),
                                        n.subflow(),
                                        n.reasonCategory(),
                                        null))
                        .toList();
        return new FlowContent(
                content.slug(),
                content.title(),
                content.category(),
                content.description(),
                content.keywords(),
                content.tags(),
                content.start(),
                nodes);
    }
}

package io.resolutionflow.l1walk.flywheel;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flywheel.Lesson.Origin;
import io.resolutionflow.l1walk.flywheel.ProposeLesson.Prepared;
import io.resolutionflow.l1walk.learning.LearningJobs;
import io.resolutionflow.l1walk.learning.LearningJobs.Job;
import io.resolutionflow.l1walk.proposal.FlowProposal.Ticket;
import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.walk.BuiltNode;
import io.resolutionflow.l1walk.walk.NodeView;
import io.resolutionflow.l1walk.walk.ReadWalk;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkNodes;
import io.resolutionflow.l1walk.walk.WalkStatus;
import io.resolutionflow.l1walk.walk.WalkTrail;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a closed walk teaches (contract-l1 §10.2). */
@Component
class LearnFromWalk {

    private static final double BUILT = 0.6;
    private static final double LEFT = 0.5;

    private final ReadWalk reading;
    private final WalkNodes nodes;
    private final FlowRepository flows;
    private final ProposeLesson proposing;
    private final KnowledgeGaps gaps;
    private final LearningJobs jobs;
    private final TransactionTemplate transaction;

    LearnFromWalk(
            ReadWalk reading,
            WalkNodes nodes,
            FlowRepository flows,
            ProposeLesson proposing,
            KnowledgeGaps gaps,
            LearningJobs jobs,
            TransactionTemplate transaction) {
        this.reading = reading;
        this.nodes = nodes;
        this.flows = flows;
        this.proposing = proposing;
        this.gaps = gaps;
        this.jobs = jobs;
        this.transaction = transaction;
    }

    private record Read(WalkTrail trail, List<BuiltNode> built) {}

    Learnt learn(Job job) {
        Read read =
                Objects.requireNonNull(
                        transaction.execute(status ->
                                new Read(reading.read(job.sourceId()), nodes.all(job.sourceId()))));
        Optional<Lesson> lesson = lesson(read);
        Prepared prepared = lesson.map(proposing::prepare).orElse(null);
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Learnt learnt =
                            prepared == null ? conclude(read.trail()) : proposing.propose(prepared);
                    jobs.done(job, learnt.verdict(), learnt.reason());
                    return learnt;
                }));
    }

    private Optional<Lesson> lesson(Read read) {
        Walk walk = read.trail().walk();
        if (walk.status() != WalkStatus.RESOLVED) {
            return Optional.empty();
        }
        return switch (walk.kind()) {
            case AI_BUILD -> built(read);
            case FLOW -> left(read.trail());
            case PROPOSAL, ADHOC -> Optional.empty();
        };
    }

    private Optional<Lesson> built(Read read) {
        WalkTrail trail = read.trail();
        if (!Boolean.TRUE.equals(trail.walk().closing().helpful()) || trail.live().isEmpty()) {
            return Optional.empty();
        }
        FlowContent content = BuiltTree.of(trail, read.built());
        return Optional.of(
                new Lesson(
                        content.title(),
                        content,
                        null,
                        BUILT,
                        origin(trail, "ai_realtime_l1", null)));
    }

    /** Resolved somewhere else than at a resolve leaf: the flow lacks what helped. */
    private Optional<Lesson> left(WalkTrail trail) {
        NodeView node = trail.node();
        if (node == null || node.type().equals("resolve")) {
            return Optional.empty();
        }
        FlowRef ref =
                trail.frames().isEmpty()
                        ? Objects.requireNonNull(trail.walk().flow())
                        : trail.frames().getLast().flow();
        FlowContent base = flows.pinned(ref).content();
        String title = "Change '" + base.title() + "' at: " + InputText.head(node.text(), 120);
        return Optional.of(
                new Lesson(
                        title,
                        base,
                        ProposeLesson.target(ref, node.id()),
                        LEFT,
                        origin(trail, "l1_flow_walk", node.id())));
    }

    private static Origin origin(WalkTrail trail, String source, @Nullable String nodeId) {
        Walk walk = trail.walk();
        return new Origin(
                source,
                walk.id(),
                null,
                walk.people().handledById(),
                walk.people().handledByName(),
                walk.closing().resolutionNotes(),
                nodeId,
                new Ticket(walk.ticket().id(), walk.ticket().kind()));
    }

    /** Walks that propose nothing still count, or show where a flow ends without a way out. */
    private Learnt conclude(WalkTrail trail) {
        Walk walk = trail.walk();
        UUID proposal = walk.proposalId();
        boolean helpful = Boolean.TRUE.equals(walk.closing().helpful());
        return switch (walk.status()) {
            case RESOLVED ->
                    proposal != null
                            ? proposing.counted(
                                    proposal,
                                    walk.id(),
                                    helpful,
                                    walk.people().handledById(),
                                    walk.people().handledByName())
                            : resolved(walk, helpful);
            case ESCALATED, ABANDONED -> gaps.deadEnd(trail);
            case ACTIVE -> Learnt.skipped("active_again");
        };
    }

    private static Learnt resolved(Walk walk, boolean helpful) {
        return switch (walk.kind()) {
            case FLOW -> helpful ? Learnt.REINFORCED : Learnt.skipped("not_helpful");
            case AI_BUILD -> Learnt.skipped(helpful ? "no_answers" : "not_helpful");
            case ADHOC, PROPOSAL -> Learnt.skipped("notes_only");
        };
    }
}

package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowEntry;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.proposal.Proposals;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads walks whole; never generates, never pays. */
@Service
@Transactional
public class ReadWalk {

    private final WalkRepository walks;
    private final WalkSteps steps;
    private final WalkFrames frames;
    private final WalkNodes nodes;
    private final Escalations escalations;
    private final FlowRepository flows;
    private final Proposals proposals;

    ReadWalk(
            WalkRepository walks,
            WalkSteps steps,
            WalkFrames frames,
            WalkNodes nodes,
            Escalations escalations,
            FlowRepository flows,
            Proposals proposals) {
        this.walks = walks;
        this.steps = steps;
        this.frames = frames;
        this.nodes = nodes;
        this.escalations = escalations;
        this.flows = flows;
        this.proposals = proposals;
    }

    /**
     * @throws io.resolutionflow.platform.problem.DomainException 404 when absent or another
     *     account's
     */
    public WalkTrail read(UUID id) {
        return trail(walks.require(id));
    }

    /** The walk's state after a change in the running transaction. */
    public WalkTrail trail(Walk walk) {
        WalkSteps.Paths paths = steps.of(walk.id());
        List<Frame> open = frames.open(walk.id());
        NodeView node =
                switch (walk.kind()) {
                    case ADHOC -> null;
                    case FLOW, PROPOSAL -> flowNode(walk, path(walk, paths.live(), open));
                    case AI_BUILD -> builtNode(walk, paths.live());
                };
        return new WalkTrail(
                walk,
                paths.live(),
                paths.superseded(),
                open,
                node,
                escalations.latest(walk.id()).orElse(null));
    }

    /** The flow that is walked now: the innermost open sub-flow, or the pinned one. */
    FlowPath path(Walk walk, List<PathEntry> live, List<Frame> open) {
        if (open.isEmpty() && walk.proposalId() != null) {
            return new FlowPath(null, proposals.structure(walk.proposalId()), live, 0);
        }
        FlowRef ref = open.isEmpty() ? Objects.requireNonNull(walk.flow()) : open.getLast().flow();
        return new FlowPath(ref, flows.pinned(ref).content(), live, open.size());
    }

    private NodeView flowNode(Walk walk, FlowPath path) {
        FlowNode node =
                walk.position().loopGuarded()
                        ? null
                        : path.flow().node(walk.position().nodeId()).orElse(null);
        return path.serve(walk.position(), node == null ? null : subflow(node));
    }

    private NodeView.@Nullable Subflow subflow(FlowNode node) {
        String slug = node.subflow();
        if (slug == null) {
            return null;
        }
        FlowEntry entry = flows.walkableBySlug(slug).orElse(null);
        String title = entry == null ? null : flows.pinned(entry.published()).content().title();
        return new NodeView.Subflow(slug, title, entry != null);
    }

    private @Nullable NodeView builtNode(Walk walk, List<PathEntry> live) {
        String id = walk.position().nodeId();
        if (id == null) {
            return null;
        }
        BuiltNode node =
                nodes.find(walk.id(), id)
                        .orElseThrow(() -> new IllegalStateException("no generated node " + id));
        return BuiltNodes.view(node, live);
    }
}

package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowEntry;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.PublishedFlow;
import io.resolutionflow.l1walk.walk.Walk.Position;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens a flow inside a flow and comes back to the node it was opened from (contract-l1 §4.3). */
@Service
public class WalkSubflows {

    private static final int DEEPEST = 3;

    private final WalkRepository walks;
    private final WalkFrames frames;
    private final FlowRepository flows;
    private final ReadWalk reading;
    private final Ids ids;
    private final Clock clock;

    WalkSubflows(
            WalkRepository walks,
            WalkFrames frames,
            FlowRepository flows,
            ReadWalk reading,
            Ids ids,
            Clock clock) {
        this.walks = walks;
        this.frames = frames;
        this.flows = flows;
        this.reading = reading;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public WalkTrail open(UUID walkId, String nodeId, @Nullable Integer version) {
        WalkTrail before = current(walkId, nodeId, version);
        NodeView.Subflow named = Objects.requireNonNull(before.node()).subflow();
        if (named == null) {
            throw DomainException.conflict("no_subflow", "This step names no other flow.");
        }
        FlowEntry entry = flows.walkableBySlug(named.slug()).orElseThrow(WalkSubflows::unavailable);
        PublishedFlow flow = flows.pinned(entry.published());
        boolean onStack =
                (before.walk().flow() != null
                                && flow.ref().flowId().equals(before.walk().flow().flowId()))
                        || before.frames().stream()
                                .anyMatch(f -> f.flow().flowId().equals(flow.ref().flowId()));
        if (onStack) {
            throw DomainException.conflict(
                    "subflow_cycle", "This flow is open already. Go back to it instead.");
        }
        if (before.frames().size() >= DEEPEST) {
            throw DomainException.conflict(
                    "subflow_too_deep", "No more than " + DEEPEST + " flows inside each other.");
        }
        Instant now = clock.instant();
        int depth = before.frames().size() + 1;
        frames.add(
                walkId,
                new Frame(
                        ids.next(),
                        depth,
                        flow.ref(),
                        flow.content().slug(),
                        flow.content().title(),
                        nodeId),
                now);
        walks.move(
                walkId,
                new FlowPath(flow.ref(), flow.content(), before.live(), depth)
                        .arrive(flow.content().start()),
                now);
        return reading.read(walkId);
    }

    @Transactional
    public WalkTrail close(UUID walkId, String nodeId, @Nullable Integer version) {
        WalkTrail before = current(walkId, nodeId, version);
        if (before.frames().isEmpty()) {
            throw DomainException.conflict("not_in_subflow", "No other flow is open in this walk.");
        }
        Instant now = clock.instant();
        Frame top = before.frames().getLast();
        frames.restore(
                walkId,
                before.frames().stream().map(Frame::id).filter(id -> !id.equals(top.id())).toList(),
                now);
        walks.move(walkId, Position.at(top.parentNodeId()), now);
        return reading.read(walkId);
    }

    private WalkTrail current(UUID walkId, String nodeId, @Nullable Integer version) {
        Walk walk = walks.lock(walkId).requireActive();
        if (!walk.kind().isAuthored()) {
            throw WalkConflicts.wrongKind(walk);
        }
        WalkTrail before = reading.trail(walk);
        boolean same = before.node() != null && before.node().id().equals(nodeId);
        if (!same || (version != null && version != walk.version())) {
            throw WalkConflicts.staleNode(walk, before.node());
        }
        return before;
    }

    private static DomainException unavailable() {
        return DomainException.conflict(
                "subflow_unavailable", "This flow cannot be opened in your account now.");
    }
}

package io.resolutionflow.l1walk.aibuild;

import io.resolutionflow.l1walk.walk.BuiltNode;
import io.resolutionflow.l1walk.walk.NodeView;
import io.resolutionflow.l1walk.walk.PathEntry;
import io.resolutionflow.l1walk.walk.ReadWalk;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.l1walk.walk.WalkConflicts;
import io.resolutionflow.l1walk.walk.WalkKind;
import io.resolutionflow.l1walk.walk.WalkNodes;
import io.resolutionflow.l1walk.walk.WalkNodes.Place;
import io.resolutionflow.l1walk.walk.WalkRepository;
import io.resolutionflow.l1walk.walk.WalkSteps;
import io.resolutionflow.l1walk.walk.WalkTrail;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The two transactions around a generation: the answer and a lease first, the node last
 * (contract-l1 §5).
 */
@Component
class NextNodeTurns {

    private static final Duration LEASE = Duration.ofSeconds(40);
    private static final int MOST_RETRIES = 3;
    private static final String DEPTH_REACHED =
            "The safe steps are used up. Hand this over with what was found.";

    private final WalkRepository walks;
    private final WalkSteps steps;
    private final WalkNodes nodes;
    private final ReadWalk reading;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;

    NextNodeTurns(
            WalkRepository walks,
            WalkSteps steps,
            WalkNodes nodes,
            ReadWalk reading,
            AuditLog audit,
            Ids ids,
            Clock clock) {
        this.walks = walks;
        this.steps = steps;
        this.nodes = nodes;
        this.reading = reading;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** What the first transaction decided. */
    sealed interface Turn {}

    /** A node is there already; nothing is called. */
    record Served(WalkTrail trail, boolean replayed) implements Turn {}

    /** The answer is stored, the lease is held, the call may go out. */
    record Owed(WalkTrail trail, Place place, UUID lease, int attempt, List<String> nodeTexts)
            implements Turn {}

    @Transactional
    Turn begin(UUID walkId, NextNodeCommand command, WalkActor actor) {
        Walk walk = walks.lock(walkId).requireActive();
        Instant now = clock.instant();
        if (walk.kind() != WalkKind.AI_BUILD) {
            throw WalkConflicts.wrongKind(walk);
        }
        if (walk.generation().isRunning(now)) {
            throw DomainException.conflict(
                            "generation_in_progress", "The next step is being prepared.")
                    .retryAfter(2);
        }
        WalkTrail trail = reading.trail(walk);
        NodeView pending = trail.node();
        if (command.nodeId() == null) {
            return pending == null ? owe(trail, now) : new Served(trail, true);
        }
        if (pending == null || !pending.id().equals(command.nodeId())) {
            throw WalkConflicts.staleNode(walk, pending);
        }
        return answer(trail, pending, command, actor, now);
    }

    private Turn answer(
            WalkTrail trail,
            NodeView pending,
            NextNodeCommand command,
            WalkActor actor,
            Instant now) {
        UUID walkId = trail.walk().id();
        if (pending.type().equals("escalate")) {
            return retry(trail, pending, command, now);
        }
        if (pending.type().equals("resolved") && !"not_fixed".equals(command.answer())) {
            throw WalkConflicts.terminal();
        }
        String answer =
                command.answer() == null && pending.type().equals("instruction")
                        ? "done"
                        : command.answer();
        NodeView.Choice choice =
                pending.option(answer).orElseThrow(() -> WalkConflicts.unknownOption(pending));
        var entry =
                new PathEntry(
                        ids.next(),
                        steps.nextSeq(walkId),
                        pending.id(),
                        pending.type(),
                        pending.text(),
                        choice.value(),
                        choice.label(),
                        pending.yesLabel(),
                        pending.noLabel(),
                        command.note(),
                        null,
                        null,
                        List.of(),
                        1,
                        pending.origin(),
                        actor.id(),
                        actor.name(),
                        actor.actingAs(),
                        now);
        steps.add(
                walkId, entry, Duration.between(trail.walk().times().lastStepAt(), now).toMillis());
        walks.await(walkId, now);
        WalkTrail answered = reading.read(walkId);
        Optional<BuiltNode> known = known(walkId, new Place(pending.id(), choice.value()));
        if (known.isPresent()) {
            // the same answer to the same node after going back: no call, no cost
            walks.generated(walkId, known.get().id(), now);
            return new Served(reading.read(walkId), false);
        }
        return owe(answered, now);
    }

    /** What stands there: a node, or that none could be made however often it was tried. */
    private Optional<BuiltNode> known(UUID walkId, Place place) {
        return nodes.at(walkId, place)
                .or(() ->
                        Optional.of(nodes.failuresAt(walkId, place))
                                .filter(NextNodeTurns::givenUp)
                                .map(List::getLast));
    }

    /** The first one and all that may be tried again have failed. */
    private static boolean givenUp(List<BuiltNode> failures) {
        return failures.size() > MOST_RETRIES;
    }

    private Turn retry(WalkTrail trail, NodeView pending, NextNodeCommand command, Instant now) {
        boolean retryable =
                BuiltNode.GENERATION_FAILED.equals(pending.fallbackReason())
                        && "retry".equals(command.answer());
        if (!retryable || givenUp(nodes.failuresAt(trail.walk().id(), place(trail)))) {
            throw WalkConflicts.terminal();
        }
        return owe(trail, now);
    }

    /** Takes the lease, or ends the tree where it is deep enough. */
    private Turn owe(WalkTrail trail, Instant now) {
        UUID walkId = trail.walk().id();
        Place place = place(trail);
        if (trail.live().size() >= NodeRules.DEEPEST) {
            BuiltNode stop =
                    NodeRules.stop(
                            newId(),
                            DEPTH_REACHED,
                            "exhausted_safe_steps",
                            "depth_cap",
                            trail.live().size() + 1);
            nodes.add(walkId, place, stop, null, now);
            walks.generated(walkId, stop.id(), now);
            return new Served(reading.read(walkId), false);
        }
        UUID lease = ids.next();
        walks.leaseGeneration(walkId, lease, now.plus(LEASE));
        int attempt = nodes.failuresAt(walkId, place).size() + 1;
        List<String> texts = nodes.all(walkId).stream().map(BuiltNode::text).toList();
        return new Owed(reading.read(walkId), place, lease, attempt, texts);
    }

    /**
     * Stores the node only while the lease is still this call's own and the walk is still active.
     */
    @Transactional
    WalkTrail finish(
            Owed owed,
            BuiltNode node,
            @Nullable UUID callId,
            @Nullable String blockedText,
            WalkActor actor) {
        UUID walkId = owed.trail().walk().id();
        Walk walk = walks.lock(walkId).requireActive();
        if (!owed.lease().equals(walk.generation().lease())) {
            throw DomainException.conflict(
                            "generation_in_progress", "Another request is preparing this step.")
                    .retryAfter(2);
        }
        Instant now = clock.instant();
        nodes.add(walkId, owed.place(), node, callId, now);
        walks.generated(walkId, node.id(), now);
        if (blockedText != null) {
            audit.record(
                    actor.audit(),
                    "l1.session.node_blocked",
                    "walk",
                    walkId,
                    Map.of("node_id", node.id(), "blocked_text", blockedText));
        }
        return reading.read(walkId);
    }

    /** The call said no: what was answered stays, the node stays owed. */
    @Transactional
    void giveUp(Owed owed) {
        UUID walkId = owed.trail().walk().id();
        walks.findLocked(walkId)
                .filter(walk -> Objects.equals(owed.lease(), walk.generation().lease()))
                .ifPresent(walk -> walks.releaseGeneration(walkId));
    }

    private static Place place(WalkTrail trail) {
        if (trail.live().isEmpty()) {
            return Place.ROOT;
        }
        PathEntry last = trail.live().getLast();
        return new Place(last.nodeId(), last.answer());
    }

    String newId() {
        // the random tail of a UUIDv7
        String hex = ids.next().toString().replace("-", "");
        return hex.substring(hex.length() - 8);
    }
}

package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers the current node of a flow walk, under the walk's row lock: of two equal clicks one
 * counts (KD-58).
 */
@Service
public class TakeStep {

    private static final int LONGEST_PATH = 200;

    private final WalkRepository walks;
    private final WalkSteps steps;
    private final ReadWalk reading;
    private final Ids ids;
    private final Clock clock;

    TakeStep(WalkRepository walks, WalkSteps steps, ReadWalk reading, Ids ids, Clock clock) {
        this.walks = walks;
        this.steps = steps;
        this.reading = reading;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @throws DomainException 404; 409 and 422 of contract-l1 §4.2
     */
    @Transactional
    public WalkTrail take(UUID walkId, StepCommand command, WalkActor actor) {
        Walk walk = walks.lock(walkId).requireActive();
        if (!walk.kind().isAuthored()) {
            throw WalkConflicts.wrongKind(walk);
        }
        WalkTrail before = reading.trail(walk);
        NodeView current = Objects.requireNonNull(before.node());
        check(walk, before, current, command);
        FlowPath path = reading.path(walk, before.live(), before.frames());
        FlowNode node = path.flow().require(current.id());
        var answer =
                node.option(command.answer())
                        .orElseThrow(() -> WalkConflicts.unknownOption(current));
        Instant now = clock.instant();
        var entry =
                new PathEntry(
                        ids.next(),
                        steps.nextSeq(walkId),
                        node.id(),
                        node.type().wireName(),
                        node.text(),
                        answer.value(),
                        answer.label(),
                        null,
                        null,
                        command.note(),
                        path.flowId(),
                        path.versionNo(),
                        before.frames().stream().map(Frame::id).toList(),
                        current.visit(),
                        path.origin(),
                        actor.id(),
                        actor.name(),
                        actor.actingAs(),
                        now);
        steps.add(walkId, entry, Duration.between(walk.times().lastStepAt(), now).toMillis());
        walks.move(walkId, path.after(answer), now);
        WalkTrail after = reading.read(walkId);
        CrashPoint.hit("l1.before-step-commit");
        return after;
    }

    private static void check(Walk walk, WalkTrail before, NodeView current, StepCommand command) {
        boolean sameVersion = command.version() == null || command.version() == walk.version();
        if (!current.id().equals(command.nodeId()) || !sameVersion) {
            throw WalkConflicts.staleNode(walk, current);
        }
        if (current.terminal()) {
            throw WalkConflicts.terminal();
        }
        if (before.live().size() >= LONGEST_PATH) {
            throw DomainException.conflict(
                    "walk_too_long",
                    "This walk has " + LONGEST_PATH + " answers. Resolve or escalate it.");
        }
        if (current.option(command.answer()).isEmpty()) {
            throw WalkConflicts.unknownOption(current);
        }
    }
}

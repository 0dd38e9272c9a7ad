package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.walk.Walk.Position;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes answers back; they stay on record as superseded (contract-l1 §4.3). */
@Service
public class GoBack {

    private final WalkRepository walks;
    private final WalkSteps steps;
    private final WalkFrames frames;
    private final ReadWalk reading;
    private final Clock clock;

    GoBack(
            WalkRepository walks,
            WalkSteps steps,
            WalkFrames frames,
            ReadWalk reading,
            Clock clock) {
        this.walks = walks;
        this.steps = steps;
        this.frames = frames;
        this.reading = reading;
        this.clock = clock;
    }

    /**
     * @param toStepId the answer to be given anew; wins over {@code count}
     */
    public record Command(int count, @Nullable UUID toStepId, @Nullable Integer version) {}

    @Transactional
    public WalkTrail back(UUID walkId, Command command) {
        Walk walk = walks.lock(walkId).requireActive();
        Instant now = clock.instant();
        if (walk.kind() == WalkKind.ADHOC) {
            throw WalkConflicts.wrongKind(walk);
        }
        if (walk.generation().isRunning(now)) {
            throw DomainException.conflict(
                            "generation_in_progress",
                            "The next step is being prepared. Wait for it.")
                    .retryAfter(2);
        }
        WalkTrail before = reading.trail(walk);
        PathEntry target = target(before.live(), command);
        if (command.version() != null && command.version() != walk.version()) {
            throw WalkConflicts.staleNode(walk, before.node());
        }
        steps.supersedeFrom(walkId, target.seq(), now);
        frames.restore(walkId, target.frames(), now);
        if (walk.kind() == WalkKind.AI_BUILD) {
            walks.generated(walkId, target.nodeId(), now);
        } else {
            walks.move(walkId, Position.at(target.nodeId()), now);
        }
        return reading.read(walkId);
    }

    private static PathEntry target(List<PathEntry> live, Command command) {
        if (command.toStepId() != null) {
            return live.stream()
                    .filter(entry -> entry.stepId().equals(command.toStepId()))
                    .findFirst()
                    .orElseThrow(() ->
                            DomainException.notFound(
                                    "step", "This walk has no such answer to go back to."));
        }
        if (live.size() < command.count()) {
            throw DomainException.conflict(
                    "nothing_to_go_back_to", "There are not that many answers to take back.");
        }
        return live.get(live.size() - command.count());
    }
}

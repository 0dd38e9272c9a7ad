package io.resolutionflow.l1walk.aibuild;

import io.resolutionflow.l1walk.aibuild.NextNodeTurns.Owed;
import io.resolutionflow.l1walk.aibuild.NextNodeTurns.Served;
import io.resolutionflow.l1walk.aibuild.NodeGenerator.Generated;
import io.resolutionflow.l1walk.aibuild.NodeGenerator.GenerationFailed;
import io.resolutionflow.l1walk.aibuild.NodeGenerator.Request;
import io.resolutionflow.l1walk.safety.HardFloor;
import io.resolutionflow.l1walk.walk.BuiltNode;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.l1walk.walk.WalkTrail;
import io.resolutionflow.platform.deadline.Deadline;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Answers the pending node of an AI-built walk and makes the next one (contract-l1 §5). No
 * transaction is open during the call.
 */
@Service
public class BuildNextNode {

    private static final Logger log = LoggerFactory.getLogger(BuildNextNode.class);
    private static final int WITH_MODEL = 2;
    private static final Duration IN_ALL = Duration.ofSeconds(25);
    private static final Duration WITHOUT_MODEL = Duration.ofSeconds(5);
    private static final String FAILED =
            "The next step could not be prepared. Try again, or hand this over.";
    private static final String UNSAFE =
            "The next step would go beyond what this desk may do. Hand it over.";

    private final NextNodeTurns turns;
    private final NodeGenerator generator;
    private final HardFloor floor;
    private final Clock clock;

    BuildNextNode(NextNodeTurns turns, NodeGenerator generator, HardFloor floor, Clock clock) {
        this.turns = turns;
        this.generator = generator;
        this.floor = floor;
        this.clock = clock;
    }

    /**
     * @param replayed the node was there already and nothing was done
     */
    public record Answer(WalkTrail trail, boolean replayed) {}

    public Answer next(UUID walkId, NextNodeCommand command, WalkActor actor) {
        return switch (turns.begin(walkId, command, actor)) {
            case Served served -> new Answer(served.trail(), served.replayed());
            case Owed owed -> new Answer(generate(owed, command.allowOffline(), actor), false);
        };
    }

    private WalkTrail generate(Owed owed, boolean allowOffline, WalkActor actor) {
        int depth = owed.trail().live().size() + 1;
        try {
            Made made = make(owed, allowOffline);
            BuiltNode node =
                    NodeRules.node(
                            turns.newId(),
                            made.draft(),
                            made.offline() ? "offline" : "model",
                            depth);
            String text = NodeRules.allText(node);
            if (floor.inNode(text).isPresent()) {
                BuiltNode stop =
                        NodeRules.stop(turns.newId(), UNSAFE, "out_of_scope", "unsafe", depth);
                return turns.finish(owed, stop, made.callId(), text, actor);
            }
            return turns.finish(owed, node, made.callId(), null, actor);
        } catch (DomainException no) {
            turns.giveUp(owed);
            throw no.status() == 429 || no.status() == 503
                    ? no.with("saved", true).with("awaiting_generation", true)
                    : no;
        } catch (GenerationFailed failed) {
            log.atWarn()
                    .addKeyValue("walk_id", owed.trail().walk().id())
                    .addKeyValue("attempt", owed.attempt())
                    .addKeyValue("reason", failed.getMessage())
                    .log("no node generated");
            BuiltNode stop =
                    NodeRules.stop(
                            turns.newId(),
                            FAILED,
                            "no_matching_flow",
                            BuiltNode.GENERATION_FAILED,
                            depth);
            return turns.finish(owed, stop, null, null, actor);
        }
    }

    private record Made(NodeDraft draft, boolean offline, UUID callId) {}

    /**
     * One try, one repair, 25 s for both; with the technician's consent once more without a model.
     * A key whose call failed is free again, one that was answered is not: then the next one is
     * taken.
     */
    private Made make(Owed owed, boolean allowOffline) {
        Instant deadline = clock.instant().plus(IN_ALL);
        String complaint = null;
        int attempt = 1;
        try (var bound = Deadline.within(IN_ALL)) {
            for (; attempt <= WITH_MODEL; attempt++) {
                Generated proposed =
                        generator.generate(request(owed, attempt, complaint, false, deadline));
                complaint = NodeRules.complaint(proposed.draft()).orElse(null);
                if (complaint == null) {
                    return made(proposed);
                }
            }
            throw new GenerationFailed("unusable after one repair");
        } catch (DomainException | GenerationFailed no) {
            if (!allowOffline || isTooFast(no)) {
                throw no;
            }
            return withoutModel(owed, attempt);
        }
    }

    private Made withoutModel(Owed owed, int attempt) {
        Instant deadline = clock.instant().plus(WITHOUT_MODEL);
        try (var bound = Deadline.within(WITHOUT_MODEL)) {
            Generated proposed = generator.generate(request(owed, attempt, null, true, deadline));
            if (NodeRules.complaint(proposed.draft()).isPresent()) {
                throw new GenerationFailed("unusable without a model");
            }
            return made(proposed);
        }
    }

    /** A caller who is too fast is to wait, not to be answered otherwise (contract-ai §3.5). */
    private static boolean isTooFast(RuntimeException no) {
        return no instanceof DomainException refusal && refusal.code().equals("rate_limited");
    }

    private static Made made(Generated generated) {
        return new Made(
                Objects.requireNonNull(generated.draft()), generated.offline(), generated.callId());
    }

    private static Request request(
            Owed owed,
            int attempt,
            @Nullable String complaint,
            boolean offlineOnly,
            Instant deadline) {
        var walk = owed.trail().walk();
        String key =
                String.join(
                        ":",
                        walk.id().toString(),
                        String.valueOf(owed.place().parentNodeId()),
                        String.valueOf(owed.place().viaAnswer()),
                        String.valueOf(owed.attempt()),
                        String.valueOf(attempt));
        return new Request(
                walk.id(),
                key,
                attempt,
                walk.call().problemText(),
                walk.call().category(),
                owed.trail().live(),
                owed.nodeTexts(),
                complaint,
                offlineOnly,
                deadline);
    }
}

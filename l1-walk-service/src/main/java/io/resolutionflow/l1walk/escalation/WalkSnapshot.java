package io.resolutionflow.l1walk.escalation;

import io.resolutionflow.l1walk.walk.NodeView;
import io.resolutionflow.l1walk.walk.Note;
import io.resolutionflow.l1walk.walk.PathEntry;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkTrail;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State of a walk at the moment of the hand-over (contract-l1 §13). */
public record WalkSnapshot(
        String problemText,
        @Nullable String category,
        String sessionKind,
        @Nullable UUID flowId,
        @Nullable String flowSource,
        @Nullable String flowName,
        @Nullable Integer flowVersionNo,
        @Nullable Double matchScore,
        @Nullable Node currentNode,
        List<Step> walkedPath,
        List<Note> walkNotes,
        @Nullable String customerName,
        @Nullable String customerContact,
        @Nullable String reasonCategory,
        String ticketKind,
        String ticketId,
        @Nullable UUID psaConnectionId,
        @Nullable String actingAs,
        Instant startedAt,
        boolean truncated) {

    public record Node(String id, String type, String text) {}

    public record Step(
            UUID stepId,
            String nodeId,
            String nodeType,
            String question,
            String answer,
            String answerLabel,
            @Nullable String l1Note,
            String actorName,
            Instant answeredAt) {

        static Step of(PathEntry entry) {
            return new Step(
                    entry.stepId(),
                    entry.nodeId(),
                    entry.nodeType(),
                    entry.question(),
                    entry.answer(),
                    entry.answerLabel(),
                    entry.l1Note(),
                    entry.actorName(),
                    entry.answeredAt());
        }
    }

    static WalkSnapshot of(
            WalkTrail trail, @Nullable String reasonCategory, @Nullable String actingAs) {
        Walk walk = trail.walk();
        var flow = walk.flow();
        NodeView node = trail.node();
        return new WalkSnapshot(
                walk.call().problemText(),
                walk.call().category(),
                walk.kind().wireName(),
                flow == null ? null : flow.flowId(),
                flow == null ? null : flow.source().wireName(),
                walk.flowTitle(),
                flow == null ? null : flow.versionNo(),
                walk.call().matchScore(),
                node == null ? null : new Node(node.id(), node.type(), node.text()),
                trail.live().stream().map(Step::of).toList(),
                walk.notes(),
                walk.call().customerName(),
                walk.call().customerContact(),
                reasonCategory,
                walk.ticket().kind(),
                walk.ticket().id(),
                walk.ticket().psaConnectionId(),
                actingAs,
                walk.times().startedAt(),
                false);
    }

    /** Without its oldest answer, or without its oldest note when no answer is left. */
    WalkSnapshot shorter() {
        List<Step> path =
                walkedPath.isEmpty() ? walkedPath : walkedPath.subList(1, walkedPath.size());
        List<Note> notes =
                walkedPath.isEmpty() && !walkNotes.isEmpty()
                        ? walkNotes.subList(1, walkNotes.size())
                        : walkNotes;
        return new WalkSnapshot(
                problemText,
                category,
                sessionKind,
                flowId,
                flowSource,
                flowName,
                flowVersionNo,
                matchScore,
                currentNode,
                path,
                notes,
                customerName,
                customerContact,
                reasonCategory,
                ticketKind,
                ticketId,
                psaConnectionId,
                actingAs,
                startedAt,
                true);
    }

    boolean canShrink() {
        return !walkedPath.isEmpty() || !walkNotes.isEmpty();
    }
}

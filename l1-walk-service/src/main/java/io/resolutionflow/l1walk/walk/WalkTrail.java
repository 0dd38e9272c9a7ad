package io.resolutionflow.l1walk.walk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk with everything that belongs to it, read in one transaction.
 *
 * @param node the node it stands at, null for notes-only walks and while nothing is generated
 */
public record WalkTrail(
        Walk walk,
        List<PathEntry> live,
        List<PathEntry> superseded,
        List<Frame> frames,
        @Nullable NodeView node,
        @Nullable Escalation escalation) {

    public WalkTrail {
        live = List.copyOf(live);
        superseded = List.copyOf(superseded);
        frames = List.copyOf(frames);
    }

    public WalkView view() {
        var flow = walk.flow();
        return new WalkView(
                walk.id(),
                walk.kind(),
                walk.status(),
                walk.call().category(),
                walk.call().problemText(),
                walk.call().customerName(),
                walk.call().customerContact(),
                walk.call().intakeId(),
                walk.ticket().id(),
                walk.ticket().kind(),
                walk.ticket().psaConnectionId(),
                flow == null ? null : flow.flowId(),
                flow == null ? null : flow.source(),
                flow == null ? null : flow.versionNo(),
                walk.flowTitle(),
                walk.proposalId(),
                node == null ? null : node.id(),
                node,
                live,
                superseded,
                walk.notes(),
                walk.notesVersion(),
                walk.version(),
                frames.stream().map(WalkView.FrameView::of).toList(),
                walk.times().startedAt(),
                walk.times().lastStepAt(),
                walk.times().resolvedAt(),
                walk.times().escalatedAt(),
                walk.times().abandonedAt(),
                walk.people().createdById(),
                walk.people().createdByName(),
                walk.people().handledById(),
                walk.people().handledByName(),
                walk.people().actingAs(),
                walk.closing().helpful(),
                walk.closing().resolutionNotes(),
                walk.closing().escalationReason(),
                walk.closing().escalationReasonCategory(),
                escalation == null ? null : escalation.view(),
                walk.psaWriteback(),
                walk.generation().awaiting());
    }
}

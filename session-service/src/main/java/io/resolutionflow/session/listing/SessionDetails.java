package io.resolutionflow.session.listing;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.conversation.Message;
import io.resolutionflow.session.conversation.Messages;
import io.resolutionflow.session.conversation.Turns;
import io.resolutionflow.session.fix.FixService;
import io.resolutionflow.session.lane.Lane;
import io.resolutionflow.session.lane.LaneItems;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.SessionAccess;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.step.Steps;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** One session in full. */
@Service
public class SessionDetails {

    private static final int MESSAGES = 100;

    private final SessionGuard guard;
    private final SessionAccess access;
    private final LaneItems lane;
    private final FixService fixes;
    private final Steps steps;
    private final Messages messages;
    private final Turns turns;
    private final Branches branches;

    SessionDetails(
            SessionGuard guard,
            SessionAccess access,
            LaneItems lane,
            FixService fixes,
            Steps steps,
            Messages messages,
            Turns turns,
            Branches branches) {
        this.guard = guard;
        this.access = access;
        this.lane = lane;
        this.fixes = fixes;
        this.steps = steps;
        this.messages = messages;
        this.turns = turns;
        this.branches = branches;
    }

    public SessionDetail of(Actor actor, UUID id) {
        return guard.reading(actor, id, session -> of(session, actor));
    }

    /** Inside a transaction that reads or changes the session. */
    public SessionDetail of(AiSession s, Actor actor) {
        List<Message> latest = messages.before(s, Integer.MAX_VALUE, MESSAGES + 1);
        boolean more = latest.size() > MESSAGES;
        List<Message> shown = (more ? latest.subList(0, MESSAGES) : latest).reversed();
        var open = s.openHandoff();
        return new SessionDetail(
                s.id(),
                s.sessionType(),
                s.origin(),
                s.title(),
                s.status().wire(),
                s.intakeType(),
                s.problemSummary(),
                s.problemDomain(),
                s.confidenceTier(),
                s.stepCount(),
                s.ticket().psaTicketId(),
                s.flowMatch().flowId(),
                s.flowMatch().score(),
                s.triage().clientName(),
                s.triage().issueCategory(),
                s.escalation().reason(),
                s.sessionRating(),
                s.ownerId(),
                s.ownerName(),
                s.handlerId(),
                s.handlerName(),
                access.relation(s, actor).wire(),
                s.createdAt(),
                s.updatedAt(),
                s.resolution().at(),
                s.intake(),
                s.confidenceScore(),
                s.flowMatch().name(),
                s.ticket().psaConnectionId(),
                s.ticket().internalTicketId(),
                s.ticket().data(),
                s.ticket().fetchStatus(),
                s.psaPushStatus(),
                s.psaPushError(),
                s.resolution().summary(),
                s.resolution().action(),
                s.resolution().rootCause(),
                s.stepsTaken(),
                s.recommendations(),
                s.sessionFeedback(),
                TriageView.of(s),
                Lane.of(s, lane.of(s)),
                fixes.activeOf(s),
                steps.of(s).stream().map(StepView::of).toList(),
                shown.stream().map(MessageView::of).toList(),
                more,
                turns.pending(s)
                        .map(turn ->
                                new SessionDetail.PendingTurn(
                                        turn.id(), turn.kind(), turn.startedAt()))
                        .orElse(null),
                s.isBranching(),
                s.activeBranchId(),
                open == null
                        ? null
                        : new SessionDetail.OpenHandoffView(
                                open.id(), open.intent(), open.at(), open.by(), open.priority()),
                access.canWrite(s, actor),
                s.workPreference(),
                s.stateVersion());
    }

    /**
     * Messages before a place, newest first.
     *
     * @param branchId only this branch's own; null for all
     * @throws DomainException 404 {@code branch_not_found}
     */
    public List<Message> messages(
            Actor actor, UUID id, @Nullable UUID branchId, int beforeSeq, int limit) {
        return guard.reading(
                actor,
                id,
                session -> {
                    if (branchId == null) {
                        return messages.before(session, beforeSeq, limit);
                    }
                    if (branches.find(session, branchId).isEmpty()) {
                        throw DomainException.notFound(
                                "branch", "This session has no such branch.");
                    }
                    return messages.ofBranch(session, branchId, beforeSeq, limit);
                });
    }
}

package io.resolutionflow.l1walk.escalation;

import io.resolutionflow.l1walk.walk.Escalation;
import io.resolutionflow.l1walk.walk.Escalation.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of {@code escalation} (contract-l1 §6), by claim epoch: late and repeated acts
 * change nothing but a session not known yet, a late {@code created} never undoes a claim.
 */
final class EscalationRules {

    private static final int SUMMARY = 500;

    private EscalationRules() {}

    /** The escalation after the act; the same object when nothing changes. */
    static Escalation apply(Escalation before, HandoffAct act) {
        return continuedBy(byState(before, act), act.aiSessionId());
    }

    /**
     * A hand-off has one continuing session, whichever act tells of it first: the call of a claim
     * does not know it, the event of the same claim does.
     */
    static Escalation continuedBy(Escalation e, @Nullable UUID aiSessionId) {
        if (aiSessionId == null || e.aiSessionId() != null) {
            return e;
        }
        return new Escalation(
                e.handoffId(),
                e.walkId(),
                e.origin(),
                e.state(),
                e.claimEpoch(),
                e.escalatedById(),
                e.escalatedByName(),
                e.priority(),
                e.claimedById(),
                e.claimedByName(),
                e.claimedAt(),
                aiSessionId,
                e.outcomeSummary(),
                e.requestedAt(),
                e.closedAt());
    }

    private static Escalation byState(Escalation before, HandoffAct act) {
        if (before.state().isOver()) {
            return before;
        }
        return switch (act.kind()) {
            case CREATED ->
                    before.state() == State.REQUESTED
                            ? with(before, State.QUEUED, act, null, null, null)
                            : before;
            case CLOSE -> close(before, act);
            case CLAIM, RELEASE, REASSIGN, CANCEL ->
                    act.claimEpoch() > before.claimEpoch() ? byEpoch(before, act) : before;
        };
    }

    private static Escalation byEpoch(Escalation before, HandoffAct act) {
        return switch (act.kind()) {
            case CLAIM ->
                    with(before, State.CLAIMED, act, act.handlerId(), act.handlerName(), act.at());
            case RELEASE -> with(before, State.QUEUED, act, null, null, null);
            case REASSIGN ->
                    act.claimed()
                            ? with(
                                    before,
                                    State.CLAIMED,
                                    act,
                                    act.handlerId(),
                                    act.handlerName(),
                                    act.at())
                            : with(
                                    before,
                                    before.state() == State.REQUESTED
                                            ? State.QUEUED
                                            : before.state(),
                                    act,
                                    before.claimedById(),
                                    before.claimedByName(),
                                    before.claimedAt());
            case CANCEL -> over(before, State.CANCELLED, act.claimEpoch(), act.at(), null);
            case CREATED, CLOSE -> before;
        };
    }

    private static Escalation close(Escalation before, HandoffAct act) {
        boolean resolved = "resolved".equals(act.reason());
        return over(
                before,
                resolved ? State.RESOLVED : State.CLOSED,
                before.claimEpoch(),
                act.at(),
                null);
    }

    /** The engineer's session is resolved; its summary is what the L1 desk reads. */
    static Escalation resolved(Escalation before, @Nullable String summary, Instant at) {
        String shown =
                summary == null
                        ? null
                        : io.resolutionflow.l1walk.text.InputText.head(summary, SUMMARY);
        return over(
                before,
                State.RESOLVED,
                before.claimEpoch(),
                before.closedAt() == null ? at : before.closedAt(),
                shown);
    }

    private static Escalation with(
            Escalation e,
            State state,
            HandoffAct act,
            @Nullable UUID by,
            @Nullable String byName,
            @Nullable Instant at) {
        return new Escalation(
                e.handoffId(),
                e.walkId(),
                e.origin(),
                state,
                Math.max(e.claimEpoch(), act.claimEpoch()),
                e.escalatedById(),
                e.escalatedByName(),
                e.priority(),
                by,
                byName,
                at,
                e.aiSessionId(),
                e.outcomeSummary(),
                e.requestedAt(),
                e.closedAt());
    }

    private static Escalation over(
            Escalation e, State state, int epoch, Instant at, @Nullable String summary) {
        return new Escalation(
                e.handoffId(),
                e.walkId(),
                e.origin(),
                state,
                epoch,
                e.escalatedById(),
                e.escalatedByName(),
                e.priority(),
                e.claimedById(),
                e.claimedByName(),
                e.claimedAt(),
                e.aiSessionId(),
                summary == null ? e.outcomeSummary() : summary,
                e.requestedAt(),
                at);
    }
}

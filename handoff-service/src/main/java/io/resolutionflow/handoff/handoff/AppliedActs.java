package io.resolutionflow.handoff.handoff;

import io.resolutionflow.handoff.handoff.SourceOwner.Answer;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** After the commit of an act: tells the owner of the source and keeps what it said. */
@Component
class AppliedActs {

    private final Handoffs handoffs;
    private final HandoffJournal journal;
    private final SourceOwner owner;
    private final TransactionTemplate transaction;

    AppliedActs(
            Handoffs handoffs,
            HandoffJournal journal,
            SourceOwner owner,
            TransactionTemplate transaction) {
        this.handoffs = handoffs;
        this.journal = journal;
        this.owner = owner;
        this.transaction = transaction;
    }

    /**
     * @throws io.resolutionflow.platform.problem.DomainException 409 {@code handoff_closed} when
     *     the source is over for good
     */
    Acted apply(Act act, Handoff handoff, Actor actor, @Nullable String reason) {
        Answer answer = owner.apply(act, handoff, actor, handoff.state().updatedAt(), reason);
        return switch (answer) {
            case Answer.Applied applied -> {
                transaction.executeWithoutResult(
                        status -> handoffs.noteSourceStatus(handoff.id(), applied.sessionStatus()));
                yield new Acted(reread(handoff), true);
            }
            case Answer.Away away -> new Acted(handoff, false);
            case Answer.Refused refused -> {
                Handoff closed = close(handoff, refused.reason());
                if (act == Act.CLAIMED) {
                    throw Rules.closed(closed);
                }
                yield new Acted(closed, true);
            }
        };
    }

    private Handoff close(Handoff handoff, CloseReason reason) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Handoff now = handoffs.lock(handoff.id()).orElseThrow();
                    if (!now.state().isLive()) {
                        return now;
                    }
                    Handoff closed = now.with(now.state().closed(reason, journal.now()));
                    handoffs.save(closed.id(), closed.state());
                    journal.record(Act.CLOSED, now, closed, Actor.system(), reason.wire());
                    return closed;
                }));
    }

    private Handoff reread(Handoff handoff) {
        return Objects.requireNonNull(
                transaction.execute(status -> handoffs.find(handoff.id()).orElseThrow()));
    }
}

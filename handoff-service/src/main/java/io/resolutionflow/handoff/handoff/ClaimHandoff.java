package io.resolutionflow.handoff.handoff;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.resolutionflow.handoff.handoff.Rules.Decision;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes work over (contract-handoffs §3.1): the one mechanism, for the public claim and for a
 * session's pickup (KD-26, KD-52).
 */
@Service
public class ClaimHandoff {

    private final Handoffs handoffs;
    private final HandoffJournal journal;
    private final AppliedActs applied;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Counter conflicts;
    private final Timer seconds;

    ClaimHandoff(
            Handoffs handoffs,
            HandoffJournal journal,
            AppliedActs applied,
            TransactionTemplate transaction,
            Ids ids,
            MeterRegistry meters) {
        this.handoffs = handoffs;
        this.journal = journal;
        this.applied = applied;
        this.transaction = transaction;
        this.ids = ids;
        this.conflicts = meters.counter("rf_claim_conflicts");
        this.seconds = meters.timer("rf_handoff_claim_seconds");
    }

    private record Outcome(Handoff handoff, Decision decision) {}

    /**
     * @param pathId source or continuation session the hand-off must belong to (KD-44)
     */
    public Acted claim(UUID pathId, UUID handoffId, Caller caller) {
        return Objects.requireNonNull(seconds.record(() -> claimTimed(pathId, handoffId, caller)));
    }

    /**
     * Claims whatever waits on a source.
     *
     * @throws DomainException 409 {@code no_open_handoff} when nothing is live there
     */
    public Acted claimSource(UUID sourceId, Caller caller) {
        UUID live =
                Objects.requireNonNull(transaction.execute(status -> handoffs.lockLive(sourceId)))
                        .stream()
                        .findFirst()
                        .map(Handoff::id)
                        .orElseThrow(() ->
                                DomainException.conflict(
                                        "no_open_handoff", "Nothing waits here to be taken over."));
        return claim(sourceId, live, caller);
    }

    private Acted claimTimed(UUID pathId, UUID handoffId, Caller caller) {
        Outcome outcome =
                Objects.requireNonNull(
                        transaction.execute(status -> decide(pathId, handoffId, caller)));
        if (outcome.decision() instanceof Decision.Refused refused) {
            throw refused.answer();
        }
        CrashPoint.hit("handoff.after-claim-commit");
        // a repeat is applied again: the owner may have been away the first time
        return applied.apply(Act.CLAIMED, outcome.handoff(), Actor.of(caller), null);
    }

    private Outcome decide(UUID pathId, UUID handoffId, Caller caller) {
        var actor = Actor.of(caller);
        while (true) {
            Handoff handoff =
                    handoffs.find(handoffId)
                            .filter(found -> found.belongsTo(pathId))
                            .orElseThrow(DomainException::notFound);
            Decision decision = Rules.claim(handoff, caller.userId());
            if (!(decision instanceof Decision.Allowed)) {
                noteLost(handoff, decision, actor);
                return new Outcome(handoff, decision);
            }
            Instant at = journal.now();
            if (handoffs.claim(
                    handoffId, new Person(caller.userId(), caller.name()), ids.next(), at)) {
                Handoff claimed = handoffs.find(handoffId).orElseThrow();
                journal.record(Act.CLAIMED, handoff, claimed, actor, null);
                return new Outcome(claimed, decision);
            }
            // somebody was faster: look again, the answer names them
        }
    }

    private void noteLost(Handoff handoff, Decision decision, Actor actor) {
        if (decision instanceof Decision.Refused refused
                && refused.answer().code().equals("already_claimed")) {
            conflicts.increment();
            journal.recordLostClaim(handoff, actor);
        }
    }
}
